# Sourced by the scripts that need a virtual environment.

# Set `bin` to where an environment keeps its commands: bin/, on Windows Scripts/.
commands_of() {
    if [ -d "$1/Scripts" ]; then bin=$1/Scripts; else bin=$1/bin; fi
}

# Print the first of some interpreters that is new enough. On Windows it is python or py: there, a
# python3 that is not installed is a command that only points to a shop.
interpreter_of() {
    local name
    for name in "$@"; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "$0: no Python 3.11 or later under the name of $*; set PYTHON to one" >&2
    return 1
}

# Make an environment unless it is there, and set `bin`: environment FOLDER [INTERPRETER].
# PYTHON names another interpreter.
environment() {
    local python
    commands_of "$1"
    if [ ! -x "$bin/python" ]; then
        if [ -n "${PYTHON:-${2:-}}" ]; then
            python=$(interpreter_of "${PYTHON:-$2}")
        else
            python=$(interpreter_of python3 python py)
        fi
        echo "$0: making $1"
        "$python" -m venv "$1"
        commands_of "$1"
    fi
}
