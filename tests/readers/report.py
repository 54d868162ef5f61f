"""Opens the documents that pandoc made of reports, and says what is in them, one line of JSON a file.

    python3 tests/readers/report.py FILE…

Word files and slides are opened as the archives that they are, Word files by python-docx too where it is installed; Typst files are set in
type by typst and read back by pypdf, where both are. What could not be opened is told as `skip`.
"""

import json
import pathlib
import re
import struct
import sys
import xml.etree.ElementTree as Tree
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
EMU = 914_400


def word(path):
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: Tree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    body = trees["word/document.xml"]
    files = {one.get("Id"): one.get("Target") for one in trees["word/_rels/document.xml.rels"]}
    pictures = []
    for drawing in body.iter(f"{WP}inline"):
        held = parts.get("word/" + files.get(drawing.find(f".//{A}blip").get(f"{R}embed"), ""), b"")
        inches = int(drawing.find(f"{WP}extent").get("cx")) / EMU
        is_png = held.startswith(b"\x89PNG")
        pixels = struct.unpack(">I", held[16:20])[0] if is_png else 0
        alt = drawing.find(f"{WP}docPr").get("descr", "")
        pictures.append({"png": is_png, "dots": round(pixels / inches), "inches": round(inches, 1), "alt": alt})
    text = lambda node: "".join(one.text or "" for one in node.iter(f"{W}t"))
    bookmarks = {one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")}
    aims = {one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")}
    said = {
        "pictures": pictures,
        # The first two are the lines that part footnotes from the text.
        "footnotes": [text(note) for note in trees["word/footnotes.xml"] if int(note.get(f"{W}id")) > 0],
        "marks": sum(1 for _ in body.iter(f"{W}footnoteReference")),
        "lost": sorted(aims - bookmarks),
        "paragraphs": [text(one) for one in body.iter(f"{W}p")],
        "small": [text(one) for one in body.iter(f"{W}p") if one.find(f".//{W}rPr/{W}sz[@{W}val='16']") is not None],
        "tables": sum(1 for _ in body.iter(f"{W}tbl")),
    }
    try:
        import docx
    except ImportError:
        return said
    opened = docx.Document(str(path))
    assert len(opened.inline_shapes) == len(pictures), "python-docx sees as many pictures"
    assert len(opened.tables) == said["tables"], "and as many tables"
    return said


def slides(path):
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        trees = [Tree.fromstring(archive.read(name)) for name in names]
        notes = [name for name in archive.namelist() if re.fullmatch(r"ppt/notesSlides/notesSlide\d+\.xml", name)]
        spoken = [" ".join(Tree.fromstring(archive.read(name)).itertext()) for name in notes]
    count = lambda kind: sum(1 for tree in trees for _ in tree.iter(kind))
    shown = " ".join(" ".join(tree.itertext()) for tree in trees)
    return {"pictures": count(P + "pic"), "tables": count(A + "tbl"), "shown": shown, "notes": spoken}


def typeset(path):
    try:
        import pypdf
        import typst
    except ImportError:
        return None
    made = path.with_suffix(".pdf")
    typst.compile(str(path), output=str(made))
    pages = pypdf.PdfReader(str(made)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return {"pages": len(pages), "text": re.sub(r"\s+", " ", text)}


for name in sys.argv[1:]:
    path = pathlib.Path(name)
    said = {".docx": word, ".pptx": slides, ".typ": typeset}[path.suffix](path)
    print(json.dumps(said) if said else "skip")
