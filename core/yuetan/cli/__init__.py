"""The command line. A command is imported when it is called, so that ``--help`` stays quick."""

from yuetan.cli.main import main

__all__ = ["main"]
