"""Names that a file format could take for something else than a name."""

import json
import re

NAMES = (
    "=1+1", "+x", "-x", "@x", "<script>alert(1)</script>", "a|b", "*b*", "_c_", "`d`", "# e",
    "1. f", "2) g", "- h", "[i](j)", "![k](l)", "a\tb", "a\nb", "~~m~~", "&amp;", "\\", "$n$",
    "<!-- r", "<div s",
    "> o", "A!B1", "' p '", '"q"', "https://a.example/x_y_z?a=b&c=d", "\u202er", "_x0041_",
)  # fmt: skip

ATTACKS = (
    "<script>window.__hit=1</script>",
    "</script><script>window.__hit=1</script>",
    "<!--<script>",
    "</style></title></textarea><img data-hit src=x onerror=window.__hit=1>",
    "<svg data-hit onload=window.__hit=1></svg>",
    '" data-hit="1" onmouseover="window.__hit=1',
    "' data-hit='1' autofocus onfocus='window.__hit=1",
    "]]><x-hit></x-hit>",
    "'+(window.__hit=1)+'",
    "${window.__hit=1}",
    "\\u003cimg data-hit src=x onerror=window.__hit=1\\u003e",
    "<a data-hit href=javascript:window.__hit=1>go</a>",
    "javascript:window.__hit=1",
)
"""Names that a page could take for a part of itself; ``window.__hit`` tells if it did."""


def hostile_case(name: str) -> str:
    """A case file that has a name wherever a text can stand, and a link with it in the address."""
    text = json.dumps(name)
    address = "https://a.example/?q=" + re.sub(r'[\s<>"]', "", name)  # those are refused
    return f"""
title: {text}
sources:
  letter:
    title: {text}
    grade: primary
    url: {json.dumps(address)}
    note: {text}
    says: {{1: {text}}}
requests:
  guns:
    title: {text}
    recipient: {text}
    supplier: {text}
    unit: {text}
    quantity: 60
    needed_by: 1901-09
    source: letter §1
    scenarios:
      asked:
        title: {text}
        short: {text}
        kind: proposal
        by: {text}
        source: letter §1
        tranches: [{{quantity: 60, window: 1901-04..1901-09}}]
      offered:
        title: {text}
        kind: offer
        by: {text}
        source: letter §1
        tranches: [{{quantity: {{at_most: 12}}, window: 1901-04..1901-09, source: letter §1}}]
"""
