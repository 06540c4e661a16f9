# Sourced by the scripts that need a virtual environment.

# Set `bin` to where an environment keeps its commands: bin/, on Windows Scripts/.
commands_of() {
    if [ -d "$1/Scripts" ]; then bin=$1/Scripts; else bin=$1/bin; fi
}

# Make an environment unless it is there, and set `bin`: environment FOLDER [INTERPRETER].
# PYTHON names another interpreter.
environment() {
    commands_of "$1"
    if [ ! -x "$bin/python" ]; then
        echo "$0: making $1"
        "${PYTHON:-${2:-python3}}" -m venv "$1"
        commands_of "$1"
    fi
}
