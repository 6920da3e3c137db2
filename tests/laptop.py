"""The program as other processes see it: one data directory, commands run by `main.main`, JSON read back."""

import json
from datetime import datetime, timedelta, timezone

import main  # noqa: TID251  the tests stand where a user stands
from commands.line import run

CHINA = timezone(timedelta(hours=8))


class RisingClock:
    """A clock that rises by a second at each look."""

    def __init__(self, start=datetime(2026, 11, 20, 9, 0, tzinfo=CHINA)):
        self.time = start

    def __call__(self):
        self.time += timedelta(seconds=1)
        return self.time


class Desk:
    """One laptop on one data directory, at a command line."""

    def __init__(self, root, capsys, by=""):
        self.laptop = main.Laptop(data=root, by=by, clock=RisingClock())
        self.capsys = capsys

    def run(self, *arguments):
        """Run a command and return exit status, standard output and standard error."""
        self.capsys.readouterr()
        status = run([str(argument) for argument in arguments], self.laptop)
        told = self.capsys.readouterr()
        return status, told.out, told.err

    def ask(self, *arguments):
        """Run a command with --json, expect it done, and return what it gave."""
        status, out, err = self.run(*arguments, "--json")
        assert status == 0, (arguments, out, err)
        return json.loads(out)

    def step(self, name, subject="", **fields):
        """Take a step and return the ids it touched by kind."""
        pairs = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in fields.items()]
        given = [part for pair in pairs for part in ("--set", pair)]
        touched = self.ask("do", name, subject or "-", *given)["changed"]
        return {one["kind"]: one["id"] for one in touched}

    def refused(self, name, subject="", **fields):
        """Take a step that must be refused, and return the message."""
        given = [part for key, value in fields.items() for part in ("--set", f"{key}={value}")]
        status, out, _ = self.run("do", name, subject or "-", *given, "--json")
        assert status == 1, out
        return json.loads(out)["message"]
