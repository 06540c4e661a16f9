"""The command line: a skin over `TeaserPipeline` and the readers, without rules of its own."""

import os

__all__ = ["main"]


def main() -> None:
    """Run the command; a fault that the user can mend is one line and exit status 1."""
    try:
        from classify.cli.process import Interruption, run_process

        interruption = Interruption()
        interruption.listen()
    except KeyboardInterrupt:  # in the first hundredth of a second
        os.write(2, b"interrupted\n")
        os._exit(130)
    run_process(interruption)
