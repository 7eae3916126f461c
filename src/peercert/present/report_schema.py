"""JSON Schema of a report, as `peercert check --format json` prints it."""

from typing import Any

_SOURCE = {
    "type": "object",
    "required": ["url", "title", "publisher", "kind", "locator", "dated", "read"],
    "properties": {
        "url": {"type": "string", "description": "Address where it was read."},
        "title": {"type": "string", "description": "Title of the document."},
        "publisher": {"type": "string", "description": "Who publishes it."},
        "kind": {"type": "string", "description": "statute, regulation, state_agency, certifying_body, ..."},
        "locator": {"type": ["string", "null"], "description": "Section or paragraph."},
        "dated": {
            "type": ["string", "null"],
            "description": "Date the document bears: YYYY, YYYY-MM or YYYY-MM-DD.",
        },
        "read": {"type": "string", "format": "date", "description": "Day it was read."},
    },
}
_FINDING = {
    "type": "object",
    "required": [
        "id",
        "kind",
        "verdict",
        "have",
        "need",
        "gap",
        "unit",
        "reason",
        "next",
        "confidence",
        "stage",
        "sources",
        "findings",
    ],
    "properties": {
        "id": {"type": "string", "description": "The requirement within its pathway."},
        "kind": {"type": "string", "description": "Kind of requirement."},
        "verdict": {
            "enum": ["met", "missing", "unknown", "review", "not_applicable"],
            "description": "What the rule says of the record.",
        },
        "have": {"description": "What the record shows, at least; null where it says nothing."},
        "have_at_most": {
            "type": ["number", "null"],
            "description": "At most, where the record leaves it open; null without bound.",
        },
        "need": {"description": "What the rule asks, in the same unit."},
        "gap": {
            "type": ["number", "null"],
            "minimum": 0,
            "description": "What is missing, in `unit`; at most, where `gap_at_least` stands beside it.",
        },
        "gap_at_least": {
            "type": "number",
            "minimum": 0,
            "description": "What is missing at the least, where the record leaves it open.",
        },
        "unit": {"type": ["string", "null"], "description": "hours, usd, years, days, references, ..."},
        "reason": {"type": "string", "description": "Why, in a sentence."},
        "next": {"type": ["string", "null"], "description": "Next action; null when there is none."},
        "confidence": {
            "enum": ["confirmed", "secondary", "disputed"],
            "description": "How sure the rule is.",
        },
        "stage": {"type": ["string", "null"], "description": "Step at which it is asked."},
        "settled_by": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Record fields that would settle an unknown.",
        },
        "earliest": {
            "type": "string",
            "format": "date",
            "description": "Day on which time alone makes it met.",
        },
        "not_published": {"const": True, "description": "It costs money, and no source says how much."},
        "nearest": {"type": "string", "description": "Of an any-of: the member with the least left to do."},
        "note": {"type": "string", "description": "What does not fit into structure."},
        "parts": {"type": "array", "description": "Parts of a total."},
        "disputed": {"type": "array", "description": "What other sources say."},
        "sources": {"type": "array", "items": _SOURCE, "description": "Where it was read."},
        "findings": {
            "type": "array",
            "items": {"$ref": "#/$defs/Finding"},
            "description": "Members of a group.",
        },
    },
    "additionalProperties": False,
}
_REPORT = {
    "type": "object",
    "required": ["credential", "pathway", "as_of", "outcome", "findings", "totals", "alternatives"],
    "properties": {
        "credential": {"type": "string", "description": "Id of the credential."},
        "name": {"type": "string", "description": "Its name."},
        "jurisdiction": {"type": "string", "description": "Code of the jurisdiction."},
        "pathway": {"type": "string", "description": "Name of the pathway."},
        "as_of": {"type": "string", "format": "date", "description": "Day of the check."},
        "status": {
            "enum": ["active", "planned", "retired", "unclear", "standard"],
            "description": "Status of the credential on that day.",
        },
        "outcome": {"enum": ["ready", "not_ready", "undetermined", "review"], "description": "The whole."},
        "findings": {
            "type": "array",
            "items": {"$ref": "#/$defs/Finding"},
            "description": "One per requirement.",
        },
        "totals": {
            "type": "object",
            "required": ["fees_usd", "fees_not_published", "hours", "earliest"],
            "properties": {
                "fees_usd": {
                    "type": "number",
                    "minimum": 0,
                    "description": "Dollars certainly still to pay.",
                },
                "fees_usd_at_most": {
                    "type": "number",
                    "minimum": 0,
                    "description": "With fees not known to be paid or asked.",
                },
                "fees_not_published": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Fees of unknown amount.",
                },
                "hours": {
                    "type": "object",
                    "additionalProperties": {"type": "number"},
                    "description": "Hours left by kind.",
                },
                "earliest": {
                    "type": ["string", "null"],
                    "description": "First possible day; null where it cannot be said.",
                },
            },
        },
        "alternatives": {
            "type": "array",
            "items": {"type": "object", "required": ["pathway", "outcome", "missing"]},
            "description": "Other pathways in short.",
        },
        "certifier": {"type": "object", "description": "Whom to ask."},
        "not_found": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Looked for and not found.",
        },
        "doubts": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["fields", "says"],
                "properties": {
                    "fields": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "Where in the record.",
                    },
                    "says": {"type": "string", "description": "What does not fit, in a sentence."},
                },
            },
            "description": "What in the record contradicts something else in it.",
        },
    },
}
REPORT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:peercert:report",
    "title": "Report",
    "description": "What `peercert check --format json` prints: one report, or for a state one object with a list of reports.",
    "anyOf": [
        {"$ref": "#/$defs/Report"},
        {
            "type": "object",
            "required": ["jurisdiction", "as_of", "reports"],
            "properties": {
                "jurisdiction": {"type": "string", "description": "Code of the state."},
                "as_of": {"type": "string", "format": "date", "description": "Day of the check."},
                "reports": {
                    "type": "array",
                    "items": {"$ref": "#/$defs/Report"},
                    "description": "One per credential.",
                },
                "none_found": {
                    "type": ["string", "null"],
                    "description": "Said where the state issues none.",
                },
                "instead": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Credentials to use instead.",
                },
            },
        },
    ],
    "$defs": {"Report": _REPORT, "Finding": _FINDING},
}
