"""A program that has everything loaded and forks ``lumbung`` commands: ready in moments, not in
the seconds that loading takes, and each still a process of its own that can be killed."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

from tests.support.source import HOUSE


class Child:
    """One process of the nursery."""

    def __init__(self, pid: int) -> None:
        self._pid = pid

    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._pid == 0 or bool(_ask({"look": self._pid}))

    def kill(self) -> None:
        """SIGKILL, as a power cut ends it; back when it is gone."""
        if self._pid:
            _ask({"kill": self._pid})
            self._pid = 0


def start(*words: str, environ: Mapping[str, str], log: Path) -> Child:
    """Run ``lumbung`` with these words; what it prints goes to the end of the log."""
    return Child(_ask({"words": words, "environ": dict(environ), "log": str(log)}))


@cache
def _nursery() -> subprocess.Popen[str]:
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.support.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=HOUSE,
    )
    atexit.register(nursery.communicate)  # nobody asks any more, so it ends
    return nursery


def _ask(question: Mapping[str, Any]) -> int:
    nursery = _nursery()
    if nursery.stdin is None or nursery.stdout is None:
        raise RuntimeError("the nursery has no pipes")
    print(json.dumps(question), file=nursery.stdin, flush=True)
    return int(nursery.stdout.readline())


# The other side


def _answer(questions: IO[str], answers: IO[str]) -> None:
    """Answer until nobody asks any more, then end every child."""
    children: set[int] = set()
    for line in questions:
        question = json.loads(line)
        if "words" in question:
            pid = os.fork()
            if pid == 0:
                _live(question)
            children.add(pid)
            answer = pid
        elif "kill" in question:
            answer = _ended(question["kill"], children, kill=True)
        else:
            answer = _ended(question["look"], children, kill=False)
        print(answer, file=answers, flush=True)
    for pid in list(children):
        _ended(pid, children, kill=True)


def _ended(pid: int, children: set[int], *, kill: bool) -> int:
    """1 when the child is gone; it is asked to once, for its number may be another's later."""
    if pid not in children:
        return 1
    if kill:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    gone, _status = os.waitpid(pid, 0 if kill else os.WNOHANG)
    if gone:
        children.remove(pid)
    return int(bool(gone))


def _live(question: Mapping[str, Any]) -> None:
    """What the child does: become the command. Never comes back."""
    status = 1
    try:
        log = os.open(question["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((nothing, 0), (log, 1), (log, 2)):
            os.dup2(source, target)
        os.environ.update(question["environ"])
        from wsgi import cli

        cli.main(question["words"], prog_name="lumbung", standalone_mode=False)
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 (whatever it is, it ends here)
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(status)


if __name__ == "__main__":
    import wsgi  # noqa: F401 (loaded once, here, for all)

    _answer(sys.stdin, sys.stdout)
