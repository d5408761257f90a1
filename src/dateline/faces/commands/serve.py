"""``dateline serve``: the chronicle in a browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from contextlib import closing

import click

from dateline.faces.cli import DONE, debug, opened, say, store


@click.command()
@store
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N",
              help="Where to listen, or on the next port that is free; 0: any.  [default: the setting `port`]")
@click.option("--read-only", is_flag=True, help="Show, and let nothing be judged or added.")
@click.option("--open/--no-open", "show", default=True, help="Open it in your browser.")
@debug
def serve(*, store: str | None, port: int | None, read_only: bool, show: bool) -> int:
    """See, question and correct the chronicle in a browser.

    It listens on this machine alone and needs no network. While it runs, nothing else can add to the store; with
    --read-only others may read it too. Ctrl+C ends it.
    """
    from dateline.faces.workbench import Desk, application
    from dateline.faces.workbench.serving import address, listening, run
    from dateline.settings import Settings

    settings = Settings.load(store=store, port=port)
    with (opened(settings.store, read_only=read_only) as chronicle,
          listening(settings.port) as listener):
        desk = Desk(chronicle, settings, read_only=read_only)
        say(f"{chronicle.path.name} is at  {address(listener)}  (Ctrl+C ends this)")
        if show and _has_windows():
            webbrowser.open(address(listener))
        with closing(desk):
            desk.go_on()
            run(application(desk), listener)
    say("Ended; the store is closed.")
    return DONE


def _has_windows() -> bool:
    """Whether a browser has a screen to open on: one that runs in the terminal would take it from us."""
    return sys.platform in ("win32", "darwin") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


command = serve
