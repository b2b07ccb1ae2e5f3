#!/usr/bin/env python3
"""Judges a picture of `kedja policy matrix`, from standard input, by another language's XML parser.

It must be well-formed, one A4 page lying, self-contained and without anything that runs, in black, grey and white, with all its shapes on the
page. Prints `squares rings dots texts`; exit status 1 with the reason when it isn't a picture.
"""
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "rect", "circle", "text"}
COLOURS = {None, "black", "white", "#eee"}


def fail(reason):
    sys.exit(f"not a picture: {reason}")


try:
    root = ElementTree.fromstring(sys.stdin.buffer.read())
except ElementTree.ParseError as error:
    fail(error)
if root.tag != SVG + "svg":
    fail(root.tag)
if (root.get("width"), root.get("height"), root.get("viewBox")) != ("297mm", "210mm", "0 0 297 210"):
    fail("the size of the page")
counts = {"squares": 0, "rings": 0, "dots": 0, "texts": 0}
for element in root.iter():
    name = element.tag.removeprefix(SVG)
    if name not in ALLOWED:
        fail(f"the element {element.tag}")
    for attribute, value in element.attrib.items():
        if "href" in attribute or attribute.startswith("on") or "url(" in value:
            fail(f"the attribute {attribute}")
    if element.get("fill") not in COLOURS or element.get("stroke") not in COLOURS:
        fail(f"the colour of {ElementTree.tostring(element)}")
    for horizontal, vertical in (("x", "y"), ("cx", "cy")):
        if horizontal in element.attrib and not (0 <= float(element.get(horizontal)) <= 285 and 0 <= float(element.get(vertical)) <= 205):
            fail(f"outside the page: {ElementTree.tostring(element)}")
    if name == "rect" and element.get("fill") == "black":
        counts["squares"] += 1
    if name == "circle":
        counts["rings" if element.get("stroke") else "dots"] += 1
    if name == "text":
        counts["texts"] += 1
print(*counts.values())
