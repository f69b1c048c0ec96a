"""How a command ends: its exit code, and in place of a traceback what the user can do.

0 all is well; 1 something was found (a difference, a failed story, a fault in a workbook); 2 it could not be done.
As for any command, 130 where it was interrupted, and 141 where whoever read its output went away.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import click

from yuetan.cli.errors import CANNOT, refused, worded
from yuetan.cli.output import printable
from yuetan.wording import say

INTERRUPTED, READER_GONE = 130, 141  # 128 and the number of the signal
_CHINESE = "约谈"


def run(command: Callable[[ExitStack], object]) -> int:
    """Run a command and give its exit code. What it is given lasts as long as the command and its last message."""
    for stream in (sys.stdout, sys.stderr):
        _make_speakable(stream)
    with ExitStack() as session:
        try:
            code = command(session)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message, err=True)
            return CANNOT
        except click.ClickException as error:
            return _complain(worded(error))
        except (click.Abort, KeyboardInterrupt):
            click.echo(say("已中断。"), err=True)
            return INTERRUPTED
        except OSError as error:
            return _complain(refused(error))
        except Exception:  # noqa: BLE001 - a defect of ours: whoever is to repair it needs the traceback
            click.echo(traceback.format_exc(), err=True)
            return _complain(say("程序出错，不是用法不对；请把以上内容交给维护人员。"))
    return code if isinstance(code, int) else 0


@contextmanager
def piped() -> Iterator[None]:
    """End quietly where whoever reads our output has gone away, as ``head`` does."""
    try:
        yield
    except BrokenPipeError:
        with suppress(OSError):  # what is left in the buffer goes nowhere, without a complaint at the very end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(READER_GONE) from None


def _complain(message: str) -> int:
    click.echo(printable(say("错误：{message}", message=message)), err=True)
    return CANNOT


def _make_speakable(stream: object) -> None:
    """Whatever the locale says, a text is printed and never stops the program."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            _CHINESE.encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        else:
            stream.reconfigure(errors="backslashreplace")
