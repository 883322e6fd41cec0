"""Reads our exports with the packages that their users have, and compares with the native file.

load.py DIRECTORY: one folder a text, as `cargo run --example export_formats -- --samples` makes them.
"""

import csv
import io
import json
import os
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1")
HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "schema" / "reading-annotations-1.schema.json"

# Who has worked on a text on which nobody has: the schema asks for somebody.
NOBODY = "urn:uuid:00000000-0000-0000-0000-000000000000"


class Text:
    """A sample: its folder and what its native file says, span by span and sentence by sentence."""

    def __init__(self, folder):
        self.folder = folder
        self.native = json.loads((folder / "native.json").read_text(encoding="utf-8"))
        self.text = self.native["article"]["text"]
        self.labels = [label["id"] for label in self.native["labels"]]
        self.sentences = [(one["start"], one["end"]) for one in self.native["sentences"]]
        made = self.native["annotations"]
        busy = [one["id"] for one in self.native["annotators"]
                if one.get("judged_none") or any(a["annotator"] == one["id"] for a in made)]
        everybody = [one["id"] for one in self.native["annotators"] if one["id"] != NOBODY] or [""]
        self.people = busy or everybody[:1]
        self.spans = {person: sorted((one["start"], one["end"], one["label"]) for one in made
                                     if one["annotator"] == person) for person in self.people}
        self.notes = sum(one["note"] is not None for one in made)

    def all_spans(self):
        return sorted(span for spans in self.spans.values() for span in spans)

    def sentence_labels(self, person):
        """For each sentence its label, "none" or ""."""
        whole = {(start, end): label for start, end, label in self.spans[person]}
        people = {one["id"]: one for one in self.native["annotators"]}
        none = {int(name[1:]) - 1 for name in people.get(person, {}).get("judged_none", [])}
        return [whole.get(place, "none" if number in none else "") for number, place in enumerate(self.sentences)]

    def read(self, name):
        return (self.folder / name).read_bytes().decode("utf-8")

    def rows(self, name):
        return [json.loads(line) for line in self.read(name).splitlines() if line]

    def numbered(self, stem, extension):
        """The person and the file of each person."""
        for number, person in enumerate(self.people):
            yield person, self.folder / (f"{stem}.{extension}" if number == 0 else f"{stem}-{number + 1}.{extension}")


def same(found, expected, what):
    assert found == expected, f"{what}: {found!r} is not {expected!r}"


def check_native(text):
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(text.native)
    same(text.native["article"]["sha256"], sha256(text.text.encode()).hexdigest(), "the hash")
    same(text.native["article"]["length"], len(text.text), "the length")
    for one in text.native["annotations"]:
        same(text.text[one["start"]:one["end"]], one["quote"]["exact"], "a quote")


def expected_rows(text):
    return [(person, number, start, end, text.text[start:end], label)
            for person in text.people
            for number, ((start, end), label) in enumerate(zip(text.sentences, text.sentence_labels(person)))]


def check_csv(text):
    import duckdb
    import pandas

    path = str(text.folder / "sentences.csv")
    raw = text.read("sentences.csv")
    assert raw.endswith("\r\n") and not raw.startswith("\ufeff")
    plain = list(csv.DictReader(io.StringIO(raw, newline=""), strict=True))
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    base = duckdb.connect().execute("SELECT * FROM read_csv(?, header=true, all_varchar=true)", [path])
    names = [column[0] for column in base.description]
    duck = [{name: value or "" for name, value in zip(names, row)} for row in base.fetchall()]
    same(frame.to_dict("records"), plain, "pandas")
    same(duck, plain, "DuckDB")
    found = [(row["annotator_id"], int(row["sentence_index"]), int(row["start"]), int(row["end"]), row["text"],
              row["label"]) for row in plain]
    same(found, expected_rows(text), "rows")


def check_hugging_face(text):
    import datasets
    import duckdb
    import pandas

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as cache:
        def load(name):
            path = str(text.folder / name)
            rows = datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache).to_list()
            frame = pandas.read_json(path, lines=True, dtype=False, convert_dates=False)
            count = duckdb.connect().execute("SELECT count(*) FROM read_json_auto(?)", [path]).fetchone()[0]
            same((len(frame), count), (len(rows), len(rows)), "rows in pandas and DuckDB")
            return rows

        found = [(row["annotator_id"], row["sentence_index"], row["start"], row["end"], row["text"], row["label"])
                 for row in load("hf.sentences.jsonl")]
        same(found, expected_rows(text), "sentences")
        for person, row in zip(text.people, load("hf.documents.jsonl"), strict=True):
            same((row["annotator_id"], row["text"]), (person, text.text), "document")
            same(sorted((one["start"], one["end"], one["label"]) for one in row["spans"]), text.spans[person], "spans")
            assert all(one["text"] == text.text[one["start"]:one["end"]] for one in row["spans"])


def check_web_annotation(text):
    from pyld import jsonld

    context = json.loads((HERE / "anno.jsonld").read_text(encoding="utf-8"))

    def loader(url, _options=None):
        same(url, "http://www.w3.org/ns/anno.jsonld", "the only context")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    collection = json.loads(text.read("webannotation.jsonld"))
    options = {"documentLoader": loader, "base": "urn:base:"}
    back = jsonld.compact(jsonld.expand(collection, options), collection["@context"], options)

    def keys(value):
        if isinstance(value, dict):
            yield from value
            for inner in value.values():
                yield from keys(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from keys(inner)

    lost = Counter(keys(collection)) - Counter(keys(back))
    same(lost, Counter(), "keys that the context does not know")
    items = collection["first"]["items"] if collection["total"] else []
    same((collection["total"], "first" in collection), (len(items), bool(items)), "the total")
    spans = []
    for item in items:
        quote, position = item["target"]["selector"]
        whole = quote["prefix"] + quote["exact"] + quote["suffix"]
        at = position["start"] - len(quote["prefix"])
        same([n for n in range(len(text.text)) if text.text.startswith(whole, n)], [at], "the quote's only place")
        spans.append((position["start"], position["end"], item["body"][0]["value"]))
        same(text.text[position["start"]:position["end"]], quote["exact"], "a quote")
    same(sorted(spans), text.all_spans(), "spans")
    same(sum(len(item["body"]) - 1 for item in items), text.notes, "notes")


def check_label_studio(text):
    from label_studio_sdk.label_interface import LabelInterface

    interface = LabelInterface(text.read("labelstudio.config.xml"))
    interface.validate()
    for kind in ("annotations", "predictions"):
        [task] = json.loads(text.read(f"labelstudio.{kind}.json"))
        same(task["data"]["text"], text.text, "the text")
        for person, one in zip(text.people, task[kind], strict=True):
            if kind == "predictions":
                same(interface.validate_prediction(one, return_errors=True), [], "predictions")
            else:
                assert interface.validate_annotation(one), interface._validate_object(one, return_errors=True)
            regions = [region for region in one["result"] if region["type"] == "labels"]
            values = [region["value"] for region in regions]
            same(sorted((v["start"], v["end"], v["labels"][0]) for v in values), text.spans[person], "spans")
            assert all(value["text"] == text.text[value["start"]:value["end"]] for value in values)
            ids = {region["id"] for region in regions}
            ends = {link[end] for link in one["result"] if link["type"] == "relation" for end in ("from_id", "to_id")}
            assert ends <= ids, "a relation of nothing"


def check_doccano(text):
    units = text.text.encode("utf-16-le")

    def apart(spans):
        kept, end = [], 0
        for span in sorted(spans, key=lambda span: (span[0], -span[1])):
            if span[0] >= end:
                kept.append(span)
                end = span[1]
        return kept

    def words(start, end):
        return units[2 * start:2 * end].decode("utf-16-le")

    for kind in ("sequence", "relation"):
        name = f"doccano.{kind}.jsonl"
        assert text.read(name).isascii()
        for person, row in zip(text.people, text.rows(name), strict=True):
            spans = row["label"] if kind == "sequence" else [
                (one["start_offset"], one["end_offset"], one["label"]) for one in row["entities"]]
            same([(words(start, end), label) for start, end, label in spans],
                 [(text.text[start:end], label) for start, end, label in apart(text.spans[person])], "spans")
            ids = {one["id"] for one in row.get("entities", [])}
            assert all({link["from_id"], link["to_id"]} <= ids for link in row.get("relations", []))
    found = [(row["annotator_id"], row["text"], row["label"]) for row in text.rows("doccano.classification.jsonl")]
    same(found, [(person, words, [] if label in ("", "none") else [label])
                 for person, _, _, _, words, label in expected_rows(text)], "sentences")


def check_prodigy(text):
    import spacy
    from spacy.tokens import DocBin, SpanGroup

    nlp = spacy.blank("xx")
    documents = DocBin()
    kept = 0
    for person, row in zip(text.people, text.rows("prodigy.spans.jsonl"), strict=True):
        document = nlp.make_doc(row["text"])
        same(document.text, text.text, "spaCy's text")
        same(sorted((s["start"], s["end"], s["label"]) for s in row["spans"]), text.spans[person], "spans")
        spans = [document.char_span(s["start"], s["end"], label=s["label"], alignment_mode="expand")
                 for s in row["spans"]]
        assert None not in spans
        document.spans["sc"] = SpanGroup(document, spans=spans)
        documents.add(document)
        kept += len(spans)
    back = DocBin().from_bytes(documents.to_bytes()).get_docs(nlp.vocab)
    same(sum(len(document.spans["sc"]) for document in back), kept, "spans that spaCy stored")


def check_brat(text):
    from bioc import brat

    notes = 0
    for person, path in text.numbered("brat", "ann"):
        plain = path.with_suffix(".txt")
        same(plain.read_bytes().decode("utf-8"), text.text, "the text")
        with open(plain, encoding="utf-8", newline="") as words, open(path, encoding="utf-8", newline="") as ann:
            document = brat.load(words, ann)
        spans = []
        for entity in document.entities:
            pieces = sorted((piece.begin, piece.end) for piece in entity.locations)
            same(" ".join(text.text[start:end] for start, end in pieces), entity.text, "an entity's words")
            spans.append((pieces[0][0], pieces[-1][1], entity.type))
        same(sorted(spans), text.spans[person], "spans")
        # A line of ours for each line of a note.
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        notes += len({line[1] for line in lines if line[1].startswith("AnnotatorNotes ")})
    same(notes, text.notes, "notes")


def check_conll(text):
    from seqeval.scheme import IOB2, Tokens

    for person, path in text.numbered("sentences", "conll"):
        blocks = path.read_bytes().decode("utf-8").split("\n\n")
        same(blocks.pop(), "", "the end")
        found = []
        for block in blocks:
            tokens, tags = zip(*(line.split("\t") for line in block.split("\n")))
            entities = [(one.start, one.end, one.tag) for one in Tokens(list(tags), IOB2).entities]
            found.append(("".join(tokens), entities, len(tags)))
        wanted = [("".join(text.text[start:end].split()), label)
                  for (start, end), label in zip(text.sentences, text.sentence_labels(person))]
        same([(words, entities) for words, entities, _ in found],
             [(words, [] if label in ("", "none") else [(0, count, label)])
              for (words, label), (_, _, count) in zip(wanted, found, strict=True)], "sentences")


def check_inception(text):
    import cassis

    warnings.simplefilter("error")
    with open(text.folder / "TypeSystem.xml", "rb") as types:
        system = cassis.load_typesystem(types)
    for person, path in text.numbered("inception", "xmi"):
        with open(path, "rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=system)
        same(cas.sofa_string, text.text, "the text")
        labels = list(cas.select("webanno.custom.ArgumentLabel"))
        same(sorted((one.begin, one.end, one.label) for one in labels), text.spans[person], "spans")
        sentences = cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")
        same([(one.begin, one.end) for one in sentences], text.sentences, "sentences")
    warnings.simplefilter("default")


def check_tei(text):
    from lxml import etree

    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    name = "{http://www.w3.org/XML/1998/namespace}id"
    for person, path in text.numbered("tei", "xml"):
        root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        for part in ("teiHeader/t:fileDesc/t:titleStmt/t:title", "teiHeader/t:fileDesc/t:sourceDesc", "text/t:body"):
            assert root.find(f"t:{part}", tei) is not None, part
        same([one.get(name) for one in root.iterfind(".//t:category", tei)], text.labels, "categories")
        found = [("".join(one.itertext()), (one.get("ana") or "#")[1:]) for one in root.iterfind(".//t:s", tei)]
        same(found, [(text.text[start:end], "" if label == "none" else label)
                     for (start, end), label in zip(text.sentences, text.sentence_labels(person))], "sentences")
        ids = [one.get(name) for one in root.iter() if one.get(name)]
        same(len(ids), len(set(ids)), "single ids")
        assert all(note.get("target")[1:] in ids for note in root.iterfind(".//t:note", tei))


def check_archives(text):
    archives = sorted(text.folder.glob("*.zip"))
    assert archives
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            same(archive.testzip(), None, "check sums")
            names = archive.namelist()
            assert len(names) > 1
            for name in names:
                same(archive.read(name), (text.folder / name).read_bytes(), f"{name} in {path.name}")


def main(directory):
    texts = [Text(folder) for folder in sorted(Path(directory).iterdir()) if folder.is_dir()]
    assert texts, "no texts"
    failed = 0
    for name, check in sorted(globals().items()):
        if not name.startswith("check_"):
            continue
        print(f"{name.removeprefix('check_')} …", flush=True)
        for text in texts:
            try:
                check(text)
            except Exception as problem:  # Every check is tried on every text.
                failed += 1
                print(f"  {text.folder.name}: {type(problem).__name__}: {str(problem)[:600]}")
    print(f"{len(texts)} texts, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
