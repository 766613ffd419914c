"""Printing: each figure's specification as SVG, PDF and PNG, by one start of a browser.

The same specification gives the same bytes and the same picture on every machine: the fonts come from a pinned package,
the browser's dice are fixed, and the clock is taken out of the PDF. Nothing is fetched from anywhere.
"""

import asyncio
import hashlib
import json
import os
import re
import tempfile
from importlib.metadata import version
from pathlib import Path

from ..tables import replacing
from . import browser

KINDS = ("svg", "pdf", "png")
PNG_SCALE = 2  # 1,800 px wide
EVERY = 10  # figures per line of progress
# The browser may look nothing up, and draws letters alike everywhere.
FLAGS = ("--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking", "--disable-default-apps",
         "--disable-domain-reliability", "--no-pings", "--font-render-hinting=none", "--force-color-profile=srgb",
         "--force-device-scale-factor=1", "--lang=en-US", "--log-level=3")
# Plotly draws lots for the ids in its SVG; with a fixed seed they are the same every time.
DICE = """
let state = 20091231;
Math.random = () => { state = (state * 1664525 + 1013904223) % 4294967296; return state / 4294967296; };
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern">
<edit name="family" mode="append" binding="weak"><string>Noto Sans CJK SC</string></edit></match>
<match target="font"><edit name="antialias" mode="assign"><bool>true</bool></edit>
<edit name="hinting" mode="assign"><bool>false</bool></edit>
<edit name="rgba" mode="assign"><const>none</const></edit></match>
</fontconfig>
"""
UID = re.compile(rb'id="defs-([0-9a-f]{6})"')
STAMP = re.compile(rb"<!-- specification ([0-9a-f]{64}) -->")


def print_figures(specifications, printed):
    """Print what has no print of its present specification.

    Parameters
    ----------
    specifications : Plotly figures as dicts.
    printed : for each, in the same order, the paths of its SVG, PDF and PNG.

    Raises
    ------
    InputError : there is no browser.
    ValueError : the two lists do not fit each other.
    """
    paths = [Path(path) for path in printed]
    of_each = [paths[start:start + len(KINDS)] for start in range(0, len(paths), len(KINDS))]
    jobs = list(zip(specifications, of_each, strict=True))
    for _, paths in jobs:
        if tuple(path.suffix[1:] for path in paths) != KINDS:
            raise ValueError(f"expected {', '.join(KINDS)} of one figure, got {', '.join(map(str, paths))}")
    todo = [(figure, paths) for figure, paths in jobs if not is_current(figure, paths)]
    print(f"{len(jobs) - len(todo)} of {len(jobs)} figures are printed already; printing {len(todo)}.", flush=True)
    if todo:
        with tempfile.TemporaryDirectory(prefix="sixroutes-print-") as folder:
            asyncio.run(_print(todo, browser.find(), Path(folder)))


def stamp(figure):
    """What a print depends on, as one checksum: the specification, this module, and the drawing packages."""
    made_by = [version(name) for name in ("plotly", "kaleido", "noto-cjk-sans-otc")]
    text = json.dumps([figure, made_by], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8") + Path(__file__).read_bytes()).hexdigest()


def is_current(figure, paths):
    """Whether the prints are there and come from this specification: the SVG, written last, carries its checksum."""
    if not all(path.is_file() for path in paths):
        return False
    found = STAMP.search(paths[0].read_bytes())
    return bool(found) and found.group(1).decode() == stamp(figure)


async def _print(jobs, path, folder):
    """Print the jobs on as many tabs as the machine has cores, at most four."""
    import kaleido

    done = 0
    async with kaleido.Kaleido(n=min(4, os.cpu_count() or 1), page_generator=str(_blank_page(folder)), path=path,
                               browser_cls=_closed_browser(_font_settings(folder))) as tabs:
        async def one(figure, paths):
            nonlocal done
            await _print_one(tabs, figure, paths)
            done += 1
            if done % EVERY == 0 or done == len(jobs):
                print(f"printed {done} of {len(jobs)} figures", flush=True)

        await asyncio.gather(*(one(figure, paths) for figure, paths in jobs))


async def _print_one(tabs, figure, paths):
    made = {}
    for kind in KINDS:
        made[kind] = await tabs.calc_fig(figure, {"format": kind, "scale": PNG_SCALE if kind == "png" else 1})
    made["svg"] = settled_svg(made["svg"], stamp(figure))
    made["pdf"] = settled_pdf(made["pdf"])
    for path in reversed(paths):  # the SVG last: its checksum says that all three are whole
        with replacing(path) as temporary:
            temporary.write_bytes(made[path.suffix[1:]])


def settled_svg(content, checksum):
    """The SVG with ids of its own, for pages that hold several, and with its specification's checksum at the end.

    >>> settled_svg(b'<defs id="defs-1a2b3c"/><g clip-path="url(#clip1a2b3cxy)"/>', "f" * 64).splitlines()[0]
    b'<defs id="defs-ffffff"/><g clip-path="url(#clipffffffxy)"/>'
    """
    if found := UID.search(content):
        content = content.replace(found.group(1), checksum[:6].encode())
    return content.rstrip() + f"\n<!-- specification {checksum} -->\n".encode()


def settled_pdf(content):
    """The PDF without the clock; a date keeps its length, because the PDF counts its own bytes.

    >>> settled_pdf(b"/CreationDate (D:20251125033100+00'00')")
    b"/CreationDate (D:20000101000000+00'00')"
    """
    return re.sub(rb"\(D:\d{14}", b"(D:20000101000000", content)


def _blank_page(folder):
    """The page that figures are drawn on: as Kaleido's own, without MathJax from the net, and with fixed dice."""
    from kaleido import PageGenerator

    page = PageGenerator(mathjax=False).generate_index()
    path = folder / "page.html"
    path.write_text(page.replace("<head>", f"<head>\n<script>{DICE}</script>", 1), encoding="utf-8")
    return path


def _font_settings(folder):
    """A fontconfig file that knows the pinned fonts and nothing else."""
    from noto_cjk_sans_otc import FONT_PATH

    path = folder / "fonts.conf"
    path.write_text(FONTS.format(fonts=Path(str(FONT_PATH)).parent, cache=folder / "fonts"), encoding="utf-8")
    return path


def _closed_browser(fonts):
    """A class of browser that stays off the net and draws with the pinned fonts."""
    from choreographer.browsers.chromium import Chromium

    class ClosedBrowser(Chromium):
        def get_cli(self):
            return [*super().get_cli(), *FLAGS]

        def get_env(self):
            return {**super().get_env(), "FONTCONFIG_FILE": str(fonts), "TZ": "UTC", "LANG": "C.UTF-8"}

    return ClosedBrowser
