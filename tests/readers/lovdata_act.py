"""A small act of our own in Lovdata's XML, for tests."""

_SECTIONS = """
<section class="section" id="kapittel-1"><h2>Kapittel 1. Lek</h2>
<article class="legalArticle" data-lovdata-URL="NL/lov/2027-01-01-1/§1" data-name="§1" id="p1">
<h3 class="legalArticleHeader"><span class="legalArticleValue">§ 1</span>.
<span class="legalArticleTitle">Rett til lek</span></h3>
<article class="legalP" id="p1-ledd-1">Barn har rett til lek, jf.
<a href="lov/2027-01-01-1/§2a">§ 2 a</a> første ledd. Kommunen skal
<ul class="defaultList"><li data-name="a." data-li-identifier="a."><article class="listArticle">
<article class="legalP">ha lekeplasser, og</article></article></li>
<li data-name="b."><article class="listArticle"><article class="legalP">rydde snø.</article>
</article></li></ul>
<p class="leddfortsettelse">Alle har plikt til å si fra.</p></article>
<article class="legalP" id="p1-ledd-2">Leken er gratis.</article>
<article class="changesToParent">Endret ved lov 2 feb 2028 nr. 3.</article></article>
<article class="legalArticle" data-name="§2a" id="p2">
<h3 class="legalArticleHeader"><span class="legalArticleValue">§ 2 a</span>.</h3>
<article class="numberedLegalP" data-numerator="1" id="p2-1">(1) Lek er lek.<sup>1</sup></article>
<article class="legalP" id="p2-2">Det samme gjelder spill.</article>
<footer class="footnotes"><article class="footnote" data-name="1">
<span class="footnoteLabel">1</span> I vid forstand.</article></footer></article></section>
"""

_PAGE = """<html lang="no"><head><title>Lov om lek</title></head><body>
<header class="documentHeader"><dl class="data-document-key-info">
<dt class="dokid">DokumentID</dt><dd class="dokid">NL/lov/2027-01-01-1</dd>
<dt class="ministry">Departement</dt><dd class="ministry"><ul><li>Lekedepartementet</li></ul></dd>
<dt class="titleShort">Korttittel</dt><dd class="titleShort">Lekeloven – lekel</dd>
<dt class="title">Tittel</dt><dd class="title">Lov om lek (lekeloven)</dd>
<dt class="refid">RefID</dt><dd class="refid">lov/2027-01-01-1</dd></dl></header>
<main class="documentBody" data-lovdata-URL="NL/lov/2027-01-01-1" id="dokument">
<h1>Lov om lek (lekeloven)</h1>{sections}</main></body></html>"""


def act(sections: str = _SECTIONS) -> bytes:
    """The act as a file, with these sections in it."""
    return _PAGE.format(sections=sections).encode()
