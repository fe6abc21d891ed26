"""The words of complaints, kept ready for searching, with the parts of Danish compounds."""

from alembic import op

revision = "complaint_texts"
down_revision = "complaint_reopenings"
branch_labels = None
depends_on = None

# `words` holds what a complaint and its points say: each word in its stem, marked A, and the first
# and last parts of compounds, unmarked. A complaint has one row for each state of its words.
TABLES = """
CREATE TABLE complaint_texts (
    complaint_id UUID NOT NULL,
    valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
    valid_until TIMESTAMP WITH TIME ZONE,
    written_by BIGINT NOT NULL,
    received_on DATE NOT NULL,
    words TSVECTOR NOT NULL,
    CONSTRAINT complaint_texts_pkey PRIMARY KEY (complaint_id, valid_from),
    CONSTRAINT complaint_texts_complaint_id_fkey FOREIGN KEY(complaint_id)
        REFERENCES complaints (id) ON DELETE CASCADE
);
CREATE INDEX complaint_texts_words_idx ON complaint_texts USING gin (words)
    WHERE valid_until IS NULL;
CREATE INDEX complaint_texts_former_words_idx ON complaint_texts USING gin (words)
    WHERE valid_until IS NOT NULL;
CREATE INDEX complaint_texts_newest_idx ON complaint_texts (received_on, complaint_id)
    WHERE valid_until IS NULL;

CREATE TABLE word_forms (
    place VARCHAR NOT NULL,
    start VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    lexeme VARCHAR NOT NULL,
    CONSTRAINT word_forms_pkey PRIMARY KEY (place, start, form)
);
GRANT SELECT ON complaint_texts, word_forms TO rettidig_app;
"""

# Words of the field that compounds are made of; each may be the first part or the last.
WORDS = """
adfærd adgang adresse advokat afdeling afgang afgift afgørelse afklaring aflastning aflysning
afslag afslutning aftale afvikling akt aktindsigt alarm alder ambulance analyse anbringelse anke
ankomst anmeldelse anmodning ansvar ansvarsområde ansættelse ansøger ansøgning antal anvisning
apotek apparat arbejde arbejder arbejdsgang arkiv artikel autisme bad badeværelse bank barn
barsel befordring begrundelse begæring behandler behandling behov beklagelse beløb bemærkning
beregner beregning berettigelse besked beskikkelse beskrivelse beskyttelse beskæftigelse
beslutning besparelse bestilling besvarelse besøg betaling betingelse betjening bevilling bevis
bidrag bil bilag billede bisidder bistand blanket bo bolig boliger bord borger bosted bostøtte
botilbud botræning brev brevkasse briller brud bruger bud budget bunke bus butik bygning bøde
center central chef cykel dag dato debat deltagelse demens diagnose dialog diskrimination
dokument dokumentation dom drift døgn dør eftersyn efterværn ejendom ejer eksamen elev enhed
ergoterapeut erklæring erstatning evne fag fald familie far farve fejl fejltagelse ferie fest
film firma flytning fløj forbindelse forbrug fordeling forhold forhøjelse forklaring forlængelse
forløb forløber formue formular forretning forsikring forsinkelse forskel forskning forslag
forsorg forsøg forsørgelse fortjeneste forvaltning forventning forælder forældre
forældremyndighed fravær fremmøde frist fuldmagt funktion fysioterapeut fødsel følge føring gang
garanti gave gebis gebyr gennemgang giver godkendelse godtgørelse grad grund gruppe grænse gæld
halvdel handel handicap handleplan handling helbred helhed hensyn henvendelse henvisning hjem
hjemmel hjemmeside hjemvisning hjul hjælp hjælpemiddel hjælper hospital hotel hus husleje hverdag
højde høreapparat hørelse høring indberetning inddragelse indhentning indkaldelse indkomst indkøb
indsats indsigelse indsigt indstilling indtægt information inkontinens instans institution
invalid inventar invitation job jord journal journalisering jurist kald kanal kapacitet karakter
karantæne kasse kateter kilde klage klager klasse klausul klinik kode kollegium kommune
kompetence konference konsulent kontakt kontant konto kontor kontrakt kontrol koordinator kopi
kort kost koste krav kredit kreds krise kriterium kritik kræft kultur kursus kvalitet kvarter
kvinde kvittering kæreste kø køkken køn kørestol køretøj kørsel lager land landskab ledelse leder
ledsagelse ledsager leje lejer lejlighed lektie levering linje liste lokale lommepenge lov
lovgivning lyd lydfil lys lyst læge læring læser løn løsning lån mad magt mail mand mangel mappe
maskine medarbejder meddelelse medicin medlem melding mentor middel miljø minister ministerium
minut misbrug mobil mobning modtagelse modtager mor motion mulighed muskel myndighed mængde møde
mønster mål måling måned nabo nat naturlig navn nedskrivning nedsættelse nervøs net nevø niveau
norm notat nummer næring nævn nøgle omgørelse omkostning omlægning område omsorg onkel operation
opfølgning opgave opgørelse ophold ophør opkald oplysning opsigelse opsparing optagelse ordning
organisation orientering overgang overholdelse overlevering overskridelse pakke papir
papirarbejde paragraf parkering part parti partner partshøring patient pause penge pension
pensionist periode person personale pige plads plan planlægning pleje plejehjem pligt politi
politik portal portør post praksis presse princip prioritering pris problem procedure procent
proces prognose projekt protokol præmie prøve prøvetid psykiatri psykolog punkt pædagog påbud
radio ramme rampe rapport reference refusion regel register registrering regnskab rehabilitering
rejse reklame rengøring renovering rente repræsentant ressource resultat ret retning
retningslinje rettelse rettighed revision revurdering robot rolle rullestol rum runde rutine
rygning ryk rykker række rækkefølge råd rådgiver rådgivning sag sagsbehandler sagsbehandling
samarbejde samfund sammenlægning samråd samtale samtykke samvær sanktion scooter selvmord seng
service side sikkerhed sikring situation sjæl skade skat skema skift skifte skilt skole skolehjem
skrift skriv skrivelse skærm skøn slid slutning slægt smerte sorg spare speciale spise spor sprog
sprogtolk spørgsmål stand start stationering statistik status sted stemme stilling stok stol stop
straf streg stress strøm studerende studie studium styrelse styring støj støtte sum sundhed
sundhedsplejerske svar svigt syg sygdom syge sygedagpenge sygehus sygeplejerske syn synspunkt
system sær søgning søn tab takst tal tale tand tandlæge tavle taxa team teater teknik tekst
telefon terapeut terapi test tid tilbagebetaling tilbud tildeling tilflytning tilfælde
tilkendelse tilladelse tillid tillæg tilpasning tilskud tilstand tilsyn tiltag time tjek tjeneste
toilet tolk tolkning tone transport trappe trin tryghed træning træthed tur tvang tvist tvivl
type udbetaling udbud udbytte uddannelse udflytning udfordring udgift udmåling udredning udrejse
udsagn udskrift udskrivning udsættelse udtalelse udtryk udvalg udvikling uenighed uge uheld
ulykke underretning underskrift undersøgelse undervisning ungdom utilfredshed vagt valg vand vare
variant varsel vask vedligeholdelse vej vejleder vejledning vejr velfærd venteliste ventetid
verden vikar vilkår vindue virksomhed visitation visitator vogn voksen vold vurdering værdi
værelse værested værge værksted værn ydelse ægteskab ændring ærgrelse øje øjenlæge økonomi ønske
åbning år årsag
"""
# What is only the first part: it says which.
FIRST = """
aften barsels barselsorlov børn dags digital dobbelt efter eftermiddag efterår ergo fast fjern
fleks flex fod formiddag forår frem fri frugt fuld fysio fælles førtid gen halv handle hele
hjemme hjerne hjerte hjælpe hoved hund høj høre hånd jul katte kerne klar krop køre kørsels lang
lav lokal læse maksimum mellem mer minimum morgen multi mund myndigheds natte ny nær nød
offentlig privat psyk påske regional ryg selv sen social sommer special standard stats stor syns
søskende tabs tele tilbage total trafik tvangs under ung vente video vinter weekend ældre øre
"""
# How some words are written when they come first in a compound.
COMBINED = """
arbejds=arbejde barne=barn bo=bo brødre=bror børne=barn fædre=far førtids=førtid hænde=hånd
kvinde=kvinde ledsage=ledsager mande=mand mands=mand mødre=mor sags=sag søstre=søster øjen=øje
"""
# Words whose forms the stemmer takes apart, or takes for forms of another word.
IRREGULAR = """
afgør: afgøre afgøres afgjort afgjorde
allerede:
ansvarlig: ansvarligt ansvarlige
artikel: artikler artiklen artiklerne
barn: barnet børn børnene børnenes barnets børns barns
bilag: bilaget bilagene bilags
billede: billedet billeder billederne
bog: bogen bøger bøgerne
bror: broren broderen brødre brødrene brors
center: centret centre centrene centeret centrets centers
cykel: cykler cyklen cyklerne
datter: datteren døtre døtrene datterens datters
far: faren faderen fædre fædrene fars
ferie: ferien ferier ferierne
fod: fødder foden fødderne
fremmed: fremmede fremmedes
fristet: fristede
hjælpemiddel: hjælpemidler hjælpemidlet hjælpemidlerne
hovedsagelig: hovedsageligt hovedsagelige
hånd: hænder hånden hænderne
kapitel: kapitler kapitlet kapitlerne
mand: manden mænd mændene mandens
middel: midler midlet midlerne
midlertidig: midlertidigt midlertidige
mor: moren moderen mødre mødrene mors
mundtlig: mundtligt mundtlige
månedlig: månedligt månedlige
nat: nætter natten nætterne
offentlig: offentligt offentlige
person: personen personer personerne personens personers
personlig: personligt personlige
plads: pladsen pladser pladserne
regel: regler reglen reglerne reglernes reglens
rettidig: rettidigt rettidige
samtidig: samtidigt samtidige
seddel: sedler sedlen sedlerne
skriftlig: skriftligt skriftlige
søster: søsteren søstre søstrene søsters
tand: tænder tanden tænderne
tidlig: tidligt tidlige tidligere tidligst tidligste
årlig: årligt årlige
"""
# What looks like a compound and is none, or none that means its parts.
WHOLE = """
altid ankestyrelse ansvar bilag billede forskel forsvar genstand handel midlertidig ophør rettidig
samling samtale samtidig selvfølge tidlig tilbage årsag
"""

# Words of which the stemmer leaves a letter or two after another word.
WORN = "'mulighed', 'pligt', 'svigt', 'uge', 'ydelse'"
LISTS = {
    "words": WORDS,
    "first": FIRST,
    "combined": COMBINED,
    "irregular": IRREGULAR,
    "whole": WHOLE,
    "worn": WORN,
}
# A word that stands alone is looked up as it is written; a part of a compound by its place in it.
# As a last part a word is written as the stemmer leaves it: alone, and at the end of a longer one.
FILL = r"""
INSERT INTO word_forms (place, start, form, word, lexeme)
SELECT 'alone', left(form, 2), form, form, lexeme
FROM regexp_split_to_table(btrim('{irregular}', E'\n'), '\n') AS line
CROSS JOIN LATERAL split_part(line, ':', 1) AS lexeme
CROSS JOIN LATERAL regexp_split_to_table(replace(line, ':', ''), ' ') AS form;

INSERT INTO word_forms (place, start, form, word, lexeme)
SELECT 'first', left(form, 2), form, word, coalesce(complaint_lexeme(word), word)
FROM (
    SELECT split_part(pair, '=', 1) AS form, split_part(pair, '=', 2) AS word, 1 AS rank
    FROM regexp_split_to_table(btrim('{combined}', E'\n'), '\s+') AS pair
    UNION ALL
    SELECT word, word, 2 FROM regexp_split_to_table(btrim('{first}', E'\n'), '\s+') AS word
    UNION ALL
    SELECT form, word, 3 FROM regexp_split_to_table(btrim('{words}', E'\n'), '\s+') AS word
    CROSS JOIN LATERAL unnest(ARRAY[
        word, word || 's', word || CASE WHEN word ~ '[aeiouyæøå]$' THEN 'r' ELSE 'e' END
    ]) AS form
) AS firsts
ORDER BY rank, length(word) DESC
ON CONFLICT DO NOTHING;

INSERT INTO word_forms (place, start, form, word, lexeme)
SELECT 'last', left(form, 2), form, base.word, lexeme
FROM regexp_split_to_table(btrim('{words}', E'\n'), '\s+') AS base (word)
CROSS JOIN LATERAL complaint_lexeme(base.word) AS lexeme
CROSS JOIN LATERAL unnest(ARRAY[
    base.word, (ts_lexize('danish_stem', base.word))[1],
    substr((ts_lexize('danish_stem', 'kommunale' || base.word))[1], 10)
] || ARRAY(
    SELECT (ts_lexize('danish_stem', irregular.form))[1] FROM word_forms AS irregular
    WHERE irregular.place = 'alone' AND irregular.lexeme = base.word
)) AS form
WHERE length(form) > 2 OR form = base.word OR (form <> '' AND base.word IN ({worn}))
ORDER BY form <> base.word
ON CONFLICT DO NOTHING;

INSERT INTO word_forms (place, start, form, word, lexeme)
SELECT DISTINCT ON (lexeme) 'whole', left(lexeme, 2), lexeme, word, lexeme
FROM regexp_split_to_table(btrim('{whole}', E'\n'), '\s+') AS word
CROSS JOIN LATERAL complaint_lexeme(word) AS lexeme
ORDER BY lexeme;
ANALYZE word_forms;
"""

# The stemmer knows no past tense in -ede, and takes "midler" for another word than "middel".
LEXEME = r"""
CREATE FUNCTION complaint_lexeme(word text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (
            SELECT known.lexeme FROM word_forms AS known
            WHERE place = 'alone' AND start = left($1, 2) AND form = $1
        ),
        (ts_lexize('danish_stem', regexp_replace(regexp_replace(
            $1, '^(.{2,}[^aeiouyæøå])ede$', '\1e'
        ), 'mid(let|lets|ler|lers|lerne)$', 'middel')))[1]
    )
$$;
"""
# aa, ae and oe are also read as å, æ and ø. A compound is walked from its start over known first
# parts, also over what no list needs to know: an -s after -ing, -else, -hed and the like ends a
# part. What remains must be a known last part, unless such an -s stands before it. Planning would
# take longer than this does, so it is planned once, to look words up by their key.
COMPLAINT_WORDS = r"""
CREATE FUNCTION complaint_words(value text) RETURNS tsvector LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public
SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
    RETURN (
        WITH RECURSIVE written AS (
            SELECT left(word, 60) AS word, row_number() OVER () AS place
            FROM string_to_table(translate(lower(regexp_replace(
                value, '[^0-9A-Za-z\u00ad\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff]+', ' ', 'g'
            )), 'ÆØÅäÄöÖéÉèÈüÜ' || chr(173), 'æøåææøøeeeeuu'), ' ') AS word
            WHERE word <> ''
        ), spelled AS (
            SELECT word, string_agg(least(place, 16383)::text, ',') AS places
            FROM written GROUP BY word
        ), spellings AS (
            SELECT word, places FROM spelled
            UNION ALL
            SELECT replace(replace(replace(word, 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø'), places
            FROM spelled WHERE word ~ 'aa|ae|oe'
        ), whole AS MATERIALIZED (
            SELECT coalesce(
                (
                    SELECT known.lexeme FROM word_forms AS known
                    WHERE known.place = 'alone' AND start = left(spellings.word, 2)
                    AND form = spellings.word
                ),
                CASE
                    WHEN word ~ '(ede|mid(let|lets|ler|lers|lerne))$' THEN complaint_lexeme(word)
                    ELSE (ts_lexize('danish_stem', word))[1]
                END
            ) AS lexeme, places
            FROM spellings
        ), walk AS (
            SELECT lexeme, places, 0 AS at, false AS derived, '{}'::text[] AS spans
            FROM whole
            WHERE length(lexeme) > 5 AND NOT EXISTS (
                SELECT FROM word_forms AS known
                WHERE known.place = 'whole' AND start = left(whole.lexeme, 2)
                AND form = whole.lexeme
            )
            UNION ALL
            SELECT
                walk.lexeme, places, at + taken, part.derived,
                spans || coalesce(
                    part.lexeme,
                    (ts_lexize('danish_stem', left(walk.lexeme, at) || part.word))[1]
                ) || substr(walk.lexeme, at + taken + 1)
            FROM walk CROSS JOIN LATERAL (
                SELECT
                    length(form) AS taken, false AS derived, word,
                    CASE WHEN at = 0 THEN known.lexeme END AS lexeme
                FROM word_forms AS known
                WHERE place = 'first' AND start = substr(walk.lexeme, at + 1, 2)
                AND starts_with(substr(walk.lexeme, at + 1), form)
                UNION ALL
                SELECT
                    ends + length(ending) - 1, true, left(walk.lexeme, ends + length(ending) - 2),
                    NULL
                FROM unnest('{ings,elses,heds,tions,doms,skabs,itets}'::text[]) AS ending
                CROSS JOIN LATERAL strpos(walk.lexeme, ending) AS ends
                WHERE at = 0 AND ends > 3 AND length(walk.lexeme) > ends + length(ending) + 1
            ) AS part
        ), parts AS (
            SELECT part, places
            FROM walk LEFT JOIN word_forms AS known
                ON place = 'last' AND start = substr(walk.lexeme, at + 1, 2)
                AND form = substr(walk.lexeme, at + 1)
            CROSS JOIN LATERAL unnest(spans || known.lexeme::text) AS part
            WHERE at > 0 AND (derived OR form IS NOT NULL) AND part IS NOT NULL
        )
        SELECT coalesce(string_agg(format('''%s'':%s', lexeme, places), ' '), '')::tsvector
        FROM (
            SELECT lexeme, replace(places, ',', 'A,') || 'A' AS places
            FROM whole WHERE lexeme IS NOT NULL
            UNION ALL SELECT part, places FROM parts
        ) AS told
    );
END
$$;
"""
# What a complaint says is written anew in the transaction that changes it; the state before it ends
# with that, unless the same transaction made it. Points hold the complaint still, so that each sees
# the others. SECURITY DEFINER: nobody else needs the right to write them.
WRITE = """
CREATE FUNCTION write_complaint_text(key uuid) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    of_complaint record;
    kept record;
    now_words tsvector;
BEGIN
    SELECT received_on, concat_ws(' ', text, (
        SELECT string_agg(point.text, ' ' ORDER BY point.id)
        FROM complaint_points AS point WHERE point.complaint_id = key
    )) AS text INTO of_complaint FROM complaints WHERE id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    now_words := complaint_words(of_complaint.text);
    SELECT words, written_by INTO kept FROM complaint_texts
    WHERE complaint_id = key AND valid_until IS NULL;
    IF kept.words = now_words OR kept.written_by = pg_current_xact_id()::text::bigint THEN
        UPDATE complaint_texts SET words = now_words, received_on = of_complaint.received_on
        WHERE complaint_id = key AND valid_until IS NULL;
        RETURN;
    END IF;
    UPDATE complaint_texts SET valid_until = clock_timestamp()
    WHERE complaint_id = key AND valid_until IS NULL;
    INSERT INTO complaint_texts (complaint_id, valid_from, written_by, received_on, words)
    VALUES (
        key, clock_timestamp(), pg_current_xact_id()::text::bigint, of_complaint.received_on,
        now_words
    );
END
$$;

CREATE FUNCTION complaint_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM write_complaint_text(NEW.id);
    RETURN NULL;
END
$$;
CREATE TRIGGER write_text AFTER INSERT ON complaints
FOR EACH ROW EXECUTE FUNCTION complaint_told();
CREATE TRIGGER write_text_again AFTER UPDATE OF text, received_on ON complaints
FOR EACH ROW WHEN ((OLD.text, OLD.received_on) IS DISTINCT FROM (NEW.text, NEW.received_on))
EXECUTE FUNCTION complaint_told();

CREATE FUNCTION point_told() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    of_complaint uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.complaint_id ELSE NEW.complaint_id END;
BEGIN
    PERFORM FROM complaints WHERE id = of_complaint FOR NO KEY UPDATE;
    PERFORM write_complaint_text(of_complaint);
    RETURN NULL;
END
$$;
CREATE TRIGGER write_text AFTER INSERT ON complaint_points
FOR EACH ROW WHEN (NEW.text IS NOT NULL) EXECUTE FUNCTION point_told();
CREATE TRIGGER write_text_again AFTER UPDATE OF text ON complaint_points
FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text) EXECUTE FUNCTION point_told();
CREATE TRIGGER write_text_without AFTER DELETE ON complaint_points
FOR EACH ROW WHEN (OLD.text IS NOT NULL) EXECUTE FUNCTION point_told();
"""
TRIGGERS = {
    "complaints": ("write_text", "write_text_again"),
    "complaint_points": ("write_text", "write_text_again", "write_text_without"),
}
FUNCTIONS = (
    "point_told",
    "complaint_told",
    "write_complaint_text",
    "complaint_words",
    "complaint_lexeme",
)


def upgrade() -> None:
    for statements in (TABLES, LEXEME, COMPLAINT_WORDS, WRITE):
        op.execute(statements)
    fill = FILL
    for name, lists in LISTS.items():
        fill = fill.replace(f"{{{name}}}", lists)
    op.execute(fill)
    op.execute("SELECT write_complaint_text(id) FROM complaints")


def downgrade() -> None:
    for table, triggers in TRIGGERS.items():
        for trigger in triggers:
            op.execute(f"DROP TRIGGER {trigger} ON {table}")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("DROP TABLE word_forms, complaint_texts")
