"""Two hundred files that mean harm, each made here, so that nothing harmful lies in the project."""

import io
import tarfile
import zipfile
from collections.abc import Iterator
from itertools import count

from docx import Document

from tests.acts import PLAYGROUND, act_xml

File = tuple[str, bytes]
HALF_MILLION = 500_000


def hostile_files(canary: str, sentinel: str) -> list[File]:
    """Names and contents.

    Args:
        canary: An address on loopback; whoever follows what a file refers to asks it.
        sentinel: A path; whoever runs what a file holds makes it.
    """
    return [
        *_cut_and_damaged(), *_wrong_kinds(sentinel), *_entities(canary), *_markup(canary),
        *_packages(canary), *_documents_that_act(canary, sentinel), *_enormous(), *_archives(),
        *_names(), *_encodings(),
    ]  # fmt: skip


def _word(paragraphs: int = 3) -> bytes:
    document = Document()
    for number in range(paragraphs):
        document.add_paragraph(f"§ {number + 1}. Kommunen skal samarbeide med skolen.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _zip(parts: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def _with_parts(**changed: bytes) -> bytes:
    """A Word file with parts replaced or added; `__` in a name is a slash, `_dot_` a full stop."""
    with zipfile.ZipFile(io.BytesIO(_word())) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    for name, data in changed.items():
        parts[name.replace("__", "/").replace("_dot_", ".")] = data
    return _zip(parts)


def _pdf(catalogue: str = "", extra: str = "", content: str = "") -> bytes:
    """A PDF file of one page; `catalogue` and `extra` are where the harm goes."""
    drawn = content or "BT /F1 12 Tf 72 720 Td (Kommunen skal samarbeide.) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *filter(None, [extra]),
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010d} 00000 n \n".encode() for place in places)
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def _cut_and_damaged() -> Iterator[File]:
    """Files that are cut off, or have some bytes turned around."""
    whole = {"docx": _word(), "pdf": _pdf(), "xml": act_xml(*PLAYGROUND)}
    for ending, data in whole.items():
        for share in (0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999):
            yield f"avkortet-{share}.{ending}", data[: int(len(data) * share)]
        for step in (7, 31, 101, 499, 997):
            turned = bytes(b ^ 0x5A if n % step == 3 else b for n, b in enumerate(data))
            yield f"ødelagt-{step}.{ending}", turned


def _wrong_kinds(sentinel: str) -> Iterator[File]:
    """Programs and foreign files under names of documents."""
    run = f"touch {sentinel}\n".encode()
    kinds = {
        "program.docx": b"MZ\x90\x00" + bytes(400), "elf.pdf": b"\x7fELF\x02\x01\x01" + bytes(400),
        "skript.txt": b"#!/bin/sh\n" + run, "skript.docx": b"#!/bin/sh\n" + run,
        "skript.html": b"<?php system('" + run.strip() + b"'); ?>",
        "python.txt": b"import os; os.system('" + run.strip() + b"')",
        "pickle.pdf": b"cos\nsystem\n(S'" + run.strip() + b"'\ntR.",
        "mal.html": b"{{ ''.__class__.__mro__[1].__subclasses__() }}{% raw %}",
        "ole.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "ole.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "rtf.docx": b"{\\rtf1{\\object\\objdata 0105}}",
        "rar.zip": b"Rar!\x1a\x07\x01\x00" + bytes(100), "syv.7z": b"7z\xbc\xaf\x27\x1c" + bytes(99),
        "xz.tar": b"\xfd7zXZ\x00" + bytes(50), "bilde.pdf": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "lyd.docx": b"ID3" + bytes(200), "klasse.xml": b"\xca\xfe\xba\xbe" + bytes(50),
        "snarvei.url": f"[InternetShortcut]\nURL=file://{sentinel}\n".encode(),
        "sql.txt": b"'; DROP TABLE cases; --", "formel.csv": b"=HYPERLINK(\"x\")\n@SUM(1)\n",
        "tom.pdf": b"", "tom.html": b"", "tom.zip": b"", "null.txt": bytes(10_000),
    }  # fmt: skip
    yield from kinds.items()


def _entities(canary: str) -> Iterator[File]:
    """XML that grows, or that asks for what lies elsewhere."""
    body = b"<html><body><main class='documentBody'><h1>&x;</h1></main></body></html>"
    external = ["file:///etc/passwd", f"{canary}/dtd", "ftp://127.0.0.1/x", "/dev/zero", "php://x"]
    for number, address in enumerate(external):
        told = address.encode()
        yield f"ekstern-{number}.xml", b'<!DOCTYPE html [<!ENTITY x SYSTEM "%s">]>' % told + body
        yield f"ekstern-{number}.html", b'<!DOCTYPE html SYSTEM "%s">' % told + body
        yield (
            f"parameter-{number}.xml",
            b'<!DOCTYPE html [<!ENTITY %% p SYSTEM "%s"> %%p;]>' % told + body,
        )
    for width, depth in ((10, 10), (100, 5), (2, 30)):
        grown = b"".join(
            b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * width) for n in range(1, depth)
        )
        told = b'<!DOCTYPE html [<!ENTITY a0 "aaaaaaaa">' + grown + b'<!ENTITY x "&a%d;">]>'
        yield f"vokser-{width}-{depth}.xml", told % (depth - 1) + body
    long = b'<!DOCTYPE html [<!ENTITY x "' + b"a" * 100_000 + b'">]>'
    yield "kvadratisk.xml", long + b"<html><body>" + b"&x;" * 20_000 + b"</body></html>"
    yield "ring.xml", b'<!DOCTYPE html [<!ENTITY x "&y;"><!ENTITY y "&x;">]>' + body
    yield (
        "xinclude.xml",
        (
            b'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>'
            b'<xi:include href="file:///etc/passwd" parse="text"/></body></html>'
        ),
    )
    yield "stil.xml", f'<?xml-stylesheet href="{canary}/xsl"?><html><body>a</body></html>'.encode()


def _markup(canary: str) -> Iterator[File]:
    """Pages and pictures with scripts, in the ways that filters miss."""
    bits = [
        "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>", "<body onload=alert(1)>", "<a href='javascript:alert(1)'>§ 1</a>",
        "<iframe srcdoc='<script>alert(1)</script>'>", f"<img src='{canary}/bilde'>",
        f"<link rel=stylesheet href='{canary}/stil'>", f"<base href='{canary}/'>",
        f"<meta http-equiv=refresh content='0;url={canary}/'>", "<math><mi//xlink:href='data:x'>",
        "<table background='javascript:alert(1)'>", "<style>@import 'javascript:alert(1)'</style>",
        "<!--><script>alert(1)</script>-->", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<textarea><script>alert(1)</script></textarea>", "\" onmouseover=\"alert(1)",
        "<form action='/saker'><button>", f"<object data='{canary}/x'></object>",
    ]  # fmt: skip
    for number, bit in enumerate(bits):
        yield f"side-{number}.html", f"<html><body><h1>Lov {bit}</h1><p>{bit}</p>".encode()
    for number, bit in enumerate(bits[:8]):
        yield (
            f"bilde-{number}.svg",
            f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">{bit}</svg>'.encode(),
        )


def _packages(canary: str) -> Iterator[File]:
    """Word files that refer elsewhere, lie of what they hold, or hold what they should not."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
    )
    for number, kind in enumerate(("attachedTemplate", "image", "oleObject", "hyperlink", "frame")):
        told = relation.format(kind, f"{canary}/{kind}").encode()
        yield f"henviser-{number}.docx", _with_parts(word___rels__document_dot_xml_dot_rels=told)
    yield "makro.docm", _with_parts(word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0" + bytes(500))
    yield "makro.docx", _with_parts(word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0" + bytes(500))
    yield "aktiv.docx", _with_parts(word__activeX__activeX1_dot_bin=bytes(500))
    yield "bombe.docx", _with_parts(word__document_dot_xml=b"0" * 60_000_000)
    yield "mellomrom.docx", _with_parts(word__document_dot_xml=b" " * 60_000_000)
    yield "stor-stil.docx", _with_parts(word__styles_dot_xml=b"<a>" * 5_000_000)
    entity = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    yield "enhet.docx", _with_parts(word__document_dot_xml=entity)
    yield "tomme-deler.docx", _zip({"[Content_Types].xml": b"", "word/document.xml": b""})
    yield "uten-hoveddel.docx", _zip({"[Content_Types].xml": b"<Types/>"})
    yield "utenfor.docx", _zip({"../../ut.xml": b"<a/>", "word/document.xml": b"<a/>"})
    yield "mange.docx", _zip({f"del{n}.xml": b"<a/>" for n in range(20_000)}, zipfile.ZIP_STORED)
    yield "makro.xlsm", _zip({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": bytes(100)})
    yield "dobbel.docx", _pdf() + _word()


def _documents_that_act(canary: str, sentinel: str) -> Iterator[File]:
    """PDF files with programs, attachments, loops and lies."""
    yield "js.pdf", _pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")
    yield "start.pdf", _pdf(f"/OpenAction << /S /Launch /F (/bin/touch {sentinel}) >>")
    yield "lenke.pdf", _pdf(f"/OpenAction << /S /URI /URI ({canary}/pdf) >>")
    yield "skjema.pdf", _pdf(f"/OpenAction << /S /SubmitForm /F ({canary}/form) >>")
    yield "vedlegg.pdf", _pdf("/Names << /EmbeddedFiles << /Names [(x.exe) 6 0 R] >> >>", "<< >>")
    yield "ring.pdf", _pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
    yield "mange-sider.pdf", _pdf().replace(b"/Count 1", b"/Count 99999999")
    yield "løgn.pdf", _pdf().replace(b"/Length", b"/Length 99999999 %")
    yield (
        "filter.pdf",
        _pdf().replace(b"/Length", b"/Filter [" + b"/FlateDecode " * 500 + b"] /Length"),
    )
    yield "kryptert.pdf", _pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /V 4 >>")
    yield "stor-side.pdf", _pdf(content="BT /F1 1 Tf (a) Tj ET " * 100_000)
    yield "dyp.pdf", _pdf(extra="[" * 100_000)


def _enormous() -> Iterator[File]:
    """Text and tables without end."""
    yield "dyp.html", b"<div>" * HALF_MILLION + b"Bunn"
    yield "dyp.xml", b"<a>" * HALF_MILLION
    yield "tabell.html", b"<table>" + b"<tr><td>a</td></tr>" * 300_000 + b"</table>"
    yield "bred.html", b"<table><tr>" + b"<td>a</td>" * HALF_MILLION + b"</tr></table>"
    yield "spenn.html", b"<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr></table>"
    yield "attributt.html", b"<p " + b"a=1 " * HALF_MILLION + b">x</p>"
    yield "linje.txt", b"samarbeid " * 1_000_000
    yield "linjer.txt", b"\n" * 5_000_000
    yield "paragrafer.txt", "".join(f"§ {n}. A\nB.\n" for n in range(60_000)).encode()
    yield "bokstaver.txt", "".join(f"{n}. a) b) c)\n" for n in range(100_000)).encode()
    yield "punktum.txt", b"A. " * HALF_MILLION
    yield "henvisninger.txt", "jf. § 1-1 første ledd bokstav a, jf. ".encode() * 50_000
    yield "tall.txt", b"9" * 3_000_000
    yield "parenteser.txt", b"(" * 1_000_000


def _archives() -> Iterator[File]:
    """Archives that grow, nest without end or reach outside."""
    inner = _zip({"a.txt": b"0" * 1_000_000})
    for _ in range(12):
        inner = _zip({"i.zip": inner})
    yield "nøstet.zip", inner
    yield "bombe.zip", _zip({f"{n}.txt": b"0" * 30_000_000 for n in range(12)})
    yield "mange.zip", _zip({f"{n}.txt": b"a" for n in range(30_000)}, zipfile.ZIP_STORED)
    yield "løgn.zip", _zip({"a.txt": b"a" * 99}).replace(b"\x63\x00\x00\x00", b"\xff\xff\xff\x7f")
    for number, name in enumerate(
        ("../ut.txt", "/etc/ut.txt", "..\\ut.txt", "C:\\ut.txt", "a/../../b")
    ):
        yield f"ut-{number}.zip", _zip({name: b"Ut"})
    for number, kind in enumerate(
        (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)
    ):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w:gz") as packed:
            link = tarfile.TarInfo("lenke.txt")
            link.type, link.linkname = kind, "/etc/passwd"
            packed.addfile(link)
        yield f"lenke-{number}.tar.gz", out.getvalue()


def _names() -> Iterator[File]:
    """Plain text under names that lead elsewhere, or that run where they are shown."""
    names = [
        "../../../etc/cron.d/x.txt", "..\\..\\x.txt", "/etc/passwd.txt", "C:\\Windows\\x.txt",
        "<img src=x onerror=alert(1)>.txt", "\"><script>alert(1)</script>.txt", "x\r\nSet-Cookie: a=b.txt",
        "x\x00.exe.txt", "lov\u202etxt.exe", "....//....//x.txt", "%2e%2e%2fx.txt", "CON.txt", "~/.ssh/x",
        ".", "..", " ", "-rf.txt", "$(touch x).txt", "`id`.txt", "|id.txt", "{{7*7}}.txt", "æ" * 120 + ".txt",
        "a" * 250, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 90, "fil\t\v.txt",
    ]  # fmt: skip
    number = count()
    yield from ((name, f"Fil nummer {next(number)}.".encode()) for name in names)


def _encodings() -> Iterator[File]:
    """Bytes that are no text, or other text than they seem."""
    yield "utf7.html", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"
    yield "utf16.html", "<script>alert(1)</script>".encode("utf-16")
    yield "utf32.txt", "Kommunen skal samarbeide.".encode("utf-32")
    yield "overlang.txt", b"\xc0\xbcscript\xc0\xbe"
    yield "blandet.txt", "æøå".encode() + "æøå".encode("latin-1") * 50
    yield "surrogat.txt", b"\xed\xa0\x80" * 50
    yield "retning.txt", "Loven \u202egnitetseb\u202c gjelder.".encode()
    yield "usynlig.txt", ("\u200b" * 100_000).encode()
    yield "kombinert.txt", ("a" + "\u0301" * 100_000).encode()
    yield "bytes.txt", bytes(range(256)) * 400
