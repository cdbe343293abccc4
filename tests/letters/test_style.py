"""Letters of several styles: what they share is followed, and only what they say is held against them."""

import pytest

from regelverk.letters.facts import same_group
from regelverk.letters.naming import same_name
from regelverk.letters.types import Finding, FindingKind, LetterCheck, Mention
from regelverk.letters.words import text
from regelverk.writers.letter_html import letters_html
from regelverk.writers.letter_json import letters_record
from tests.letters.made import checked, joining

_UDIR = ("Kunnskapsdepartementet", "Tildelingsbrev 2031 til Utdanningsdirektoratet")
_HDIR = ("Helse- og omsorgsdepartementet", "Tildelingsbrev 2031 til Helsedirektoratet")
_HUSBANKEN = ("Kommunal- og distriktsdepartementet", "Tildelingsbrev 2031 til Husbanken")
_LEADS = (
    *_UDIR,
    (
        "Utdanningsdirektoratet skal lede Sykkelbussen – program for trygge skoleveier (2030–2033) i "
        "samarbeid med Helsedirektoratet. Programmet skal gi flere barn en trygg vei til skolen. "
        "Direktoratet skal omtale programmet i årsrapporten."
    ),
)


def _kinds(findings: tuple[Finding, ...]) -> set[FindingKind]:
    return {finding.kind for finding in findings}


def _told_to(check: LetterCheck, number: int) -> Mention:
    """What one letter says of the only initiative."""
    (initiative,) = check.initiatives
    return next(each for each in initiative.mentions if each.letter == f"brev/brev-{number}")


@pytest.mark.parametrize(
    "said",
    [
        (
            "Sykkelbussen (2030–2033) er et program som skal gi flere barn en trygg skolevei.",
            (
                "Helsedirektoratet skal bidra med råd, i samarbeid med Utdanningsdirektoratet, og omtale "
                "arbeidet i årsrapporten."
            ),
        ),
        (
            (
                "Direktoratet skal delta i programmet Sykkelbussen (2030–2033), som Utdanningsdirektoratet "
                "leder, slik at flere barn får en trygg skolevei."
            ),
            "Kommunene melder om slitasje på utstyr.",
            "Direktoratet skal omtale programmet i årsrapporten.",
        ),
        (
            "3 Tiltak",
            (
                "Direktoratet skal delta i programmet Sykkelbussen (2030–2033), som Utdanningsdirektoratet "
                "leder, slik at flere barn får en trygg skolevei."
            ),
            "4 Styring",
            "I årsrapporten skal direktoratet gjøre rede for programmet.",
        ),
    ],
    ids=["next paragraph", "later paragraph", "another section"],
)
def test_what_points_back_is_followed(said: tuple[str, ...]) -> None:
    """Role, purpose, partners and reporting told apart from the name are told all the same."""
    check = checked(_LEADS, (*_HDIR, *said))
    told = _told_to(check, 1)
    assert told.roles
    assert "trygg skolevei" in told.said("why")
    assert "årsrapporten" in told.said("reporting")
    assert check.findings == ()


def test_what_points_back_to_another_is_not_followed() -> None:
    """Another programme named between takes what is said of "the programme"."""
    check = checked(
        _LEADS,
        (
            *_HDIR,
            (
                "Direktoratet skal delta i programmet Sykkelbussen (2030–2033) sammen med "
                "Utdanningsdirektoratet, slik at flere barn får en trygg skolevei."
            ),
            "Direktoratet skal også drive Skumringsprogrammet i egen regi.",
            "Direktoratet skal omtale programmet i årsrapporten.",
        ),
    )
    assert _told_to(check, 1).said("reporting") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heile bygda les", "Hele bygda les"),
        ("Døra ut", "Døren ut"),
        ("Brua over", "Broen over"),
        ("Framtidsnykelen", "Framtidsnøkkelen"),
    ],
)
def test_a_name_in_both_forms_is_one(one: str, other: str) -> None:
    """Spelling and inflection of bokmål and nynorsk make no other name."""
    assert same_name(one, other)


def test_another_word_makes_another_name() -> None:
    """One word apart is a difference that the ministries should know of."""
    assert not same_name("Hage for alle", "Hage for flere")
    assert not same_name("Trygg i båten", "Trygg på båten")


@pytest.mark.parametrize(
    ("theirs", "sure"), [("Vinterlag for forsking", False), ("Vinterlag for snørydding", True)]
)
def test_a_name_that_may_be_translated_is_for_the_reader(theirs: str, *, sure: bool) -> None:
    """No list holds all words of both forms: one word that looks alike may be the same word."""
    nynorsk = (
        f"Direktoratet skal delta i {theirs} – program for trygge skulevegar (2030–2033). Vi ber òg om at "
        "det ikkje tek på seg andre oppgåver enn dei som er nemnde her, og seier frå om noko er uklart."
    )
    check = checked(
        (
            *_UDIR,
            "Dere skal lede Vinterlag for forskning – program for trygge skoleveier (2030–2033).",
        ),
        (*_HDIR, nynorsk),
    )
    told = {each.kind: each.sure for each in (*check.findings, *check.unsure)}
    assert told[FindingKind.NAMES_DIFFER] is sure


def test_a_name_and_its_description_are_one() -> None:
    """An abbreviation whose letters the description does not have, and "dere skal lede" before it."""
    check = checked(
        (*_UDIR, "Dere skal lede BLINK – program for lys på skoleveien (2030–2033)."),
        (*_HDIR, "Direktoratet skal delta i BLINK – program for lys på skulevegen (2030–2033)."),
    )
    (initiative,) = check.initiatives
    assert initiative.name == "BLINK"
    assert FindingKind.NAMES_DIFFER not in _kinds(check.findings)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("barn under 7 år", "barn i alderen 0–6 år", True),
        ("barn som ikkje har fylt sju år", "barn mellom 0 og 6 år", True),
        ("unge under 25 år", "unge i alderen 0–20 år", False),
    ],
)
def test_ages_are_compared_as_they_count(one: str, other: str, *, same: bool) -> None:
    """Those under a year are those up to the year before."""
    assert same_group(one, other) is same


def test_amounts_for_different_things_are_no_difference() -> None:
    """A total and an agency's own money, with chapter and post between amount and purpose."""
    check = checked(
        (*_LEADS[:2], _LEADS[2] + " Samlet ramme for Sykkelbussen er 30 mill. kroner."),
        (
            *_HDIR,
            (
                "Direktoratet skal delta i programmet Sykkelbussen (2030–2033) sammen med "
                "Utdanningsdirektoratet, slik at flere barn får en trygg skolevei. Direktoratet får 4 mill. "
                "kroner på kap. 740 post 21 til en veileder om hjelmer. Programmet omtales i årsrapporten."
            ),
        ),
    )
    assert check.findings == ()


def test_a_contribution_is_due_before_the_whole() -> None:
    """The date of the agency's own part is not held against that of the joint report."""
    whole = "Den felles framdriftsoversikten skal foreligge innen 1. oktober 2031."
    part = "Direktoratet skal sende bidraget sitt til den felles framdriftsoversikten innen 1. juni 2031."
    taking_part = (
        "Direktoratet skal delta i programmet Sykkelbussen (2030–2033) sammen med "
        "Utdanningsdirektoratet, slik at flere barn får en trygg skolevei. Programmet omtales i "
        "årsrapporten."
    )
    letters = (*_LEADS[:2], f"{_LEADS[2]} {whole}"), (*_HDIR, f"{taking_part} {part}")
    assert FindingKind.DEADLINE_DIFFERS not in _kinds(checked(*letters).findings)
    late = (*_HDIR, f"{taking_part} {whole.replace('oktober', 'november')}")
    assert FindingKind.DEADLINE_DIFFERS in _kinds(checked(letters[0], late).findings)


def test_the_same_task_said_to_be_given_to_another() -> None:
    """A sentence that somebody else has the same task names a partner, whose letter should know."""
    given = _LEADS[2] + " Husbanken har fått tilsvarende oppdrag i sitt brev."
    taking_part = "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet."
    check = checked((*_LEADS[:2], given), (*_HDIR, taking_part),
                   (*_HUSBANKEN, "Husbanken skal gi lån."))  # fmt: skip
    (finding,) = [e for e in check.findings if e.kind is FindingKind.NOT_RECIPROCATED]
    assert "Husbanken" in finding.words.nb


def test_what_may_say_why_in_other_words_is_left_to_the_reader() -> None:
    """A purpose in words no rule knows is unsure to lack; nothing said at all is a finding."""
    taking_part = (
        "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet. Sykkelbussen "
        "omtales i årsrapporten."
    )
    silent = checked(_LEADS, (*_HDIR, taking_part))
    assert FindingKind.PURPOSE_MISSING in _kinds(silent.findings)
    more = "Sykkelbussen springer ut av et ønske om at ingen lenger blir kjørt i bil til porten."
    unsure = checked(_LEADS, (*_HDIR, f"{taking_part} {more}"))
    assert FindingKind.PURPOSE_MISSING not in _kinds(unsure.findings)
    assert FindingKind.PURPOSE_MISSING in _kinds(unsure.unsure)
    assert ">usikkert" in letters_html(unsure)
    assert ">usikkert" not in letters_html(silent)


def test_a_silence_with_words_near_the_name_is_left_to_the_reader() -> None:
    """A name that text recognition has ruined beyond our reach is not told to be left out."""
    near = "Dfrektoratet ska1 de1ta i arbeidet kalt Sykkclbusscn sammen med andre."
    check = checked(_LEADS, (*_HDIR, near))
    assert FindingKind.NOT_RECIPROCATED not in _kinds(check.findings)


def test_a_heading_over_several_is_no_name() -> None:
    """What letters call their lists is not what they have in common."""
    over = "3.2 Andre satsinger"
    check = checked(
        (*_UDIR, "3 Satsinger på tvers", "3.1 Sykkelbussen", _LEADS[2], over,
         "Direktoratet skal drive egne kurs."),
        (*_HDIR, "3 Satsinger på tvers", over,
         "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet."),
    )  # fmt: skip
    assert [each.name for each in check.initiatives] == ["Sykkelbussen"]


def test_deadlines_without_a_word_for_them() -> None:
    """A date in a duty is its deadline, also in the passive, with the number last in parentheses."""
    check = checked(
        (
            *_UDIR,
            "3 Oppdrag",
            "Direktoratet skal legge fram planen for nye ganger 19. november 2031 (nr. 31-07).",
            "En oversikt over skoler uten gymsal skal sendes departementet 4. mai 2031.",
        )
    )
    found = [(each.number, each.due) for each in check.letters[0].assignments]
    assert found == [("31-07", "2031-11-19"), ("", "2031-05-04")]


def test_a_word_in_parentheses_is_another_name() -> None:
    """A long name, what it is called for short, and a shorter name inside it are one."""
    long = "Nasjonal handlingsplan for trygge skoleveier og samarbeid om lys langs veien"
    check = checked(
        (
            *_UDIR,
            f"Direktoratet skal lede {long} (LYSVEI) (2030–2033) sammen med Helsedirektoratet.",
        ),
        (*_HDIR, f"Direktoratet skal delta i {long} (LYSVEI) (2030–2033). LYSVEI varer i fire år."),
    )
    assert len(check.initiatives) == 1
    called = "Handlingsplan for lys langs veien (Lysplanen)"
    check = checked(
        (*_UDIR, f"Direktoratet skal lede {called} (2030–2033) sammen med Helsedirektoratet."),
        (*_HDIR, f"Direktoratet skal delta i {called} (2030–2033). Lysplanen varer i fire år."),
    )
    assert len(check.initiatives) == 1


def test_a_heading_in_common_words_is_no_name() -> None:
    """What is written small in running text is no name, whatever heading it has."""
    check = checked(
        (*_UDIR, "3 Satsinger på tvers", "3.1 Trygg skolevei",
         "Direktoratet skal arbeide for en trygg skolevei sammen med Helsedirektoratet."),
        (*_HDIR, "3 Satsinger på tvers", "3.1 Trygg skolevei",
         "Direktoratet skal gi råd om trygg skolevei."),
    )  # fmt: skip
    assert check.initiatives == ()


def test_several_silent_letters_may_have_nothing_to_do_with_it() -> None:
    """Where nobody says who takes part, two letters of five that are silent are left to the reader."""
    silent = (
        (*_HUSBANKEN, "Husbanken skal gi lån."),
        (
            "Klima- og miljødepartementet",
            "Tildelingsbrev 2031 til Miljødirektoratet",
            "Direktoratet skal telle måker.",
        ),
    )
    assert FindingKind.NOT_MENTIONED in _kinds(checked(*joining(4), silent[0]).findings)
    both = checked(*joining(4), *silent)
    assert FindingKind.NOT_MENTIONED not in _kinds(both.findings)
    assert FindingKind.NOT_MENTIONED in _kinds(both.unsure)


def test_reports_set_what_is_unsure_apart() -> None:
    """It stands in a part of its own, and the number of findings leaves it out."""
    taking_part = "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet."
    more = "Sykkelbussen springer ut av et ønske om at ingen lenger blir kjørt i bil til porten."
    check = checked(_LEADS, (*_HDIR, f"{taking_part} {more}"))
    (unsure,) = check.unsure
    page = letters_html(check)
    assert page.index("Usikkert – vurder selv") < page.index(unsure.text())
    assert text("lead", "nb", letters=2, initiatives=1, findings=len(check.findings)) in page
    record = letters_record(check)
    assert [each["detail"] for each in record["unsure"]] == [unsure.text()]
    assert unsure.text() not in {each["detail"] for each in record["findings"]}


def test_years_in_parentheses_are_no_number() -> None:
    """The years of a programme do not number the assignment; `(K-3)` does, also in the passive."""
    check = checked(
        (
            *_UDIR,
            "3 Oppdrag",
            (
                "Direktoratet skal gi råd om Sykkelbussen (2030–2033) innen 3. mars 2031. Et utkast skal "
                "sendes departementet 4. mai 2031 (K-3)."
            ),
        )
    )
    found = [(each.number, each.due) for each in check.letters[0].assignments]
    assert found == [("", "2031-03-03"), ("K-3", "2031-05-04")]


def test_a_quoted_sentence_or_date_is_no_name() -> None:
    """What a letter quotes is no initiative because it stands in quotation marks."""
    quoting = (
        "Departementet viser til merknaden «Tallene kommer for sent.», til «Vi ber om nye tall» og til "
        "«1. juni 2031». Direktoratet skal delta i arbeidet sammen med Husbanken."
    )
    assert checked((*_UDIR, quoting), (*_HDIR, quoting)).initiatives == ()


def test_a_joint_letter_speaks_to_each_of_its_agencies() -> None:
    """Two ministries write to two agencies: both are addressed, each with a part of its own."""
    joint = (
        "Kunnskapsdepartementet",
        "Helse- og omsorgsdepartementet",
        "Felles oppdragsbrev 2031 til Statped og Folkehelseinstituttet",
        (
            "Folkehelseinstituttet skal delta i Sykkelbussen (2030–2033), som Utdanningsdirektoratet "
            "leder, og Statped skal gi råd. Programmet skal gi flere barn en trygg vei til skolen. "
            "Etatene skal omtale programmet i årsrapporten."
        ),
    )
    leads = _LEADS[2].replace("med Helsedirektoratet", "med Statped og Folkehelseinstituttet")
    check = checked((*_LEADS[:2], leads), joint)
    told = check.letters[1]
    assert told.agencies == ("Statped", "Folkehelseinstituttet")
    assert told.ministries == ("Kunnskapsdepartementet", "Helse- og omsorgsdepartementet")
    assert told.name in letters_html(check)
    assert FindingKind.NOT_RECIPROCATED not in _kinds(check.findings)
    mention = _told_to(check, 1)
    assert mention.told("Folkehelseinstituttet").roles == ("delta",)
    assert len([each for each in check.proposals if each.letter == told.identifier]) == 1


def test_a_mission_letter_need_not_name_what_is_not_its_matter() -> None:
    """An agency that only a mission letter is written to is told of no silence about the rest."""
    sharing = [
        (*head, f"{agency} skal delta i Solskinnsprogrammet.")
        for head, agency in (
            (_UDIR, "Utdanningsdirektoratet"),
            (_HDIR, "Helsedirektoratet"),
            (_HUSBANKEN, "Husbanken"),
        )
    ]
    silent = "Statped skal telle gynger innen 1. mai 2031."
    for title, kinds in (("Oppdragsbrev nr. 2 2031", set()),
                         ("Tildelingsbrev 2031", {FindingKind.NOT_MENTIONED})):  # fmt: skip
        check = checked(*sharing, ("Kunnskapsdepartementet", f"{title} til Statped", silent))
        assert _kinds(check.findings) & {FindingKind.NOT_MENTIONED} == kinds


def test_what_another_name_may_say_is_left_to_the_reader() -> None:
    """A silence is no sure finding where the letter names something that may be the same."""
    lead = (
        "Direktoratet skal koordinere handlingsplanen Trygge gangveier til skolen i samarbeid med "
        "Helsedirektoratet."
    )
    part = "Direktoratet skal delta i Gangveiplanen sammen med Utdanningsdirektoratet."
    other = part.replace("Gangveiplanen", "Lekeplassplanen")
    maybe = checked((*_UDIR, lead), (*_HDIR, part))
    assert FindingKind.NOT_RECIPROCATED not in _kinds(maybe.findings)
    assert any("Gangveiplanen" in finding.text() for finding in maybe.unsure)
    told = checked((*_UDIR, lead), (*_HDIR, other))
    assert FindingKind.NOT_RECIPROCATED in _kinds(told.findings)


def test_names_that_a_letter_holds_apart_are_two() -> None:
    """What one letter gives the agency a part in each of, is not one thing under two names."""
    lead = "Direktoratet skal koordinere Sykkelbussen i samarbeid med Helsedirektoratet."
    both = "Direktoratet skal delta i Sykkelprogrammet sammen med Utdanningsdirektoratet."
    letters = checked((*_UDIR, lead, both.replace("Utdannings", "Helse")), (*_HDIR, both))
    assert "Sykkelbussen" in {
        each.initiative for each in letters.findings if each.kind is FindingKind.NOT_RECIPROCATED
    }


def test_two_deadlines_in_one_sentence_are_for_two_things() -> None:
    """What each gives, and what is made of it, are compared each with its own."""
    first = _LEADS[2] + (
        " Direktoratet skal sende sitt bidrag til Statped innen 1. mars 2031, og den felles "
        "underveisrapporten skal foreligge 1. mai 2031."
    )
    second = (
        "Direktoratet skal delta i Sykkelbussen (2030–2033) sammen med Utdanningsdirektoratet. "
        "Direktoratet skal sende sitt bidrag til Statped innen 1. mars 2031, slik at den felles "
        "underveisrapporten kan være klar {} 2031."
    )
    check = checked((*_LEADS[:2], first), (*_HDIR, second.format("1. juni")))
    (finding,) = [e for e in check.findings if e.kind is FindingKind.DEADLINE_DIFFERS]
    assert "1. juni 2031" in finding.words.nb
    assert "1. mars" not in finding.words.nb
    same = checked((*_LEADS[:2], first), (*_HDIR, second.format("1. mai")))
    assert FindingKind.DEADLINE_DIFFERS not in _kinds(same.findings)


def test_a_subtitle_in_small_letters_is_no_part_of_the_name() -> None:
    """`Sykkelbussen – samordnet skyss` is the initiative that others call `Sykkelbussen`."""
    long = "Direktoratet skal delta i Sykkelbussen – samordnet skyss til skolen (2030–2033)."
    check = checked(
        (*_UDIR, ("Utdanningsdirektoratet skal lede Sykkelbussen – samordnet skyss til skolen (2030–2033) "
                 "sammen med Helsedirektoratet. Sykkelbussen skal gi flere en trygg vei.")),
        (*_HDIR, f"{long} Sykkelbussen skal gi flere en trygg vei. Felles plan for Sykkelbussen lages."),
    )  # fmt: skip
    assert [each.name for each in check.initiatives] == ["Sykkelbussen"]


def test_status_that_is_sent_is_a_report() -> None:
    """Sending one's status to the leader is reporting, in a sentence as in a calendar."""
    part = (
        "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet. Status for "
        "direktoratets tiltak sendes til Utdanningsdirektoratet innen 1. april 2031."
    )
    leads = _LEADS[2].replace("omtale programmet i årsrapporten", "rapportere om programmet i mai")
    check = checked((*_LEADS[:2], leads), (*_HDIR, part))
    assert FindingKind.REPORTING_DIFFERS not in _kinds((*check.findings, *check.unsure))


def test_headings_about_joint_work_are_no_names() -> None:
    """`Nærmere om tverrsektorielt samarbeid` is what an initiative stands under, and none."""
    joint = (
        "3 Mål og oppdrag",
        "3.1 Nærmere om tverrsektorielt samarbeid",
        "Direktoratet skal lede Sykkelbussen (2030–2033) sammen med {}.",
        "Direktoratet skal lede programgruppen, og samarbeide med Husbanken om nye innkjøp.",
    )
    check = checked(
        (*_UDIR, *(each.format("Helsedirektoratet") for each in joint)),
        (
            *_HDIR,
            "Direktoratet skal delta i Sykkelbussen (2030–2033) sammen med Utdanningsdirektoratet.",
        ),
    )
    assert [each.name for each in check.initiatives] == ["Sykkelbussen"]


def test_what_each_has_for_measures_of_its_own_is_not_compared() -> None:
    """Own shares of different size are no disagreement; a frame that differs is."""
    share = "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet. {}"
    own = "Direktoratet disponerer {} mill. kroner til egne tiltak i 2031."
    check = checked((*_LEADS[:2], f"{_LEADS[2]} {own.format(4)}"),
                    (*_HDIR, share.format(own.format(2))))  # fmt: skip
    assert FindingKind.AMOUNT_DIFFERS not in _kinds(check.findings)
    frame = "Rammen for Sykkelbussen er {} mill. kroner i 2031."
    check = checked((*_LEADS[:2], f"{_LEADS[2]} {frame.format(4)}"),
                    (*_HDIR, share.format(frame.format(2))))  # fmt: skip
    assert FindingKind.AMOUNT_DIFFERS in _kinds(check.findings)


def test_years_in_running_text_are_no_part_of_a_name() -> None:
    """`Trafikksikkerhetssporet i åra 2030–2033` is Trafikksikkerhetssporet."""
    lead = "Direktoratet skal leie forsøket Trafikksikkerhetssporet i åra 2030–2033, saman med {}."
    part = "Direktoratet skal delta i Trafikksikkerhetssporet (2030–2033) sammen med {}."
    check = checked(
        (*_UDIR, lead.format("Helsedirektoratet")), (*_HDIR, part.format("Utdanningsdirektoratet"))
    )
    assert _told_to(check, 0).names == ("Trafikksikkerhetssporet",)


def test_a_written_report_and_a_spoken_one_are_different_forms() -> None:
    """Half-yearly in writing, in meetings by word of mouth: both are asked to report, otherwise."""
    leads = _LEADS[2].replace(
        "Direktoratet skal omtale programmet i årsrapporten",
        "Direktoratet skal sende departementet en skriftlig rapport om programmet hvert halvår",
    )
    part = (
        "Direktoratet skal delta i Sykkelbussen sammen med Utdanningsdirektoratet. Direktoratet gir "
        "muntlig status om programmet i etatsstyringsmøtene."
    )
    check = checked((*_LEADS[:2], leads), (*_HDIR, part))
    (finding,) = [e for e in check.findings if e.kind is FindingKind.REPORTING_DIFFERS]
    assert "hvert halvår" in finding.words.nb
    assert "etatsstyringsmøtene" in finding.words.nb


@pytest.mark.parametrize("said", ["leidd av", "ledet av", "under leiing av", "som blir leidd av"])
def test_who_leads_is_said_in_many_ways(said: str) -> None:
    """A leader named after the initiative, in a participle too, is the leader."""
    part = f"Direktoratet skal bidra til Sykkelbussen (2030–2033), {said} Utdanningsdirektoratet."
    assert _told_to(checked(_LEADS, (*_HDIR, part)), 1).leader == "Utdanningsdirektoratet"
