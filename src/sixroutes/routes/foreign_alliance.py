"""Multinational technology alliance; founding paper, section 3.5."""

from .links import distinctive, within
from .rules import RECORD, Rule

OPEN_TYPES = ("event_type IN ('university_cooperation', 'national_programme', 'large_firm_cooperation', "
              "'own_core_technology', 'rd_centre')")


def rules(choices):
    """Joint R&D, cross-licences, joint ventures with a technology clause, stakes that bring a voice, not control."""
    return [*_agreements(), *_ventures(), *_stakes_and_members(choices), *_applicants(choices), *_links(choices)]


def _agreements():
    return [
        Rule("foreign_alliance.event.agreement", RECORD, {
            "the type is a foreign alliance": "event_type = 'foreign_alliance'",
            "the partner is a firm or research body abroad, or not named":
                "foreign_companies + foreign_research > 0 OR partners = 0",
            "technology is part of the alliance": "technology_content = 'yes'",
        }, "{firm_id}: technology alliance with {foreign_names} ({technology})."),
        Rule("foreign_alliance.event.agreement_unclear", "C", {
            "the type is a foreign alliance": "event_type = 'foreign_alliance'",
            "the partner is a firm or research body abroad": "foreign_companies + foreign_research > 0",
            "whether technology is part of it is not stated": "technology_content = 'unclear'",
        }, "{firm_id}: alliance with {foreign_names}; a technological content is not documented."),
    ]


def _ventures():
    return [
        Rule("foreign_alliance.event.joint_venture", RECORD, {
            "the type is a joint venture": "event_type = 'foreign_joint_venture'",
            "a foreign firm is the partner, or it is not named": "foreign_companies > 0 OR partners = 0",
            "technology or R&D is part of the venture": "technology_content = 'yes'",
        }, "{firm_id}: joint venture with a technology clause, with {foreign_names} ({technology}).", "joint_venture"),
        Rule("foreign_alliance.event.joint_venture_unclear", "C", {
            "the type is a joint venture": "event_type = 'foreign_joint_venture'",
            "a foreign firm is the partner": "foreign_companies > 0",
            "whether technology is part of it is not stated": "technology_content = 'unclear'",
        }, "{firm_id}: joint venture with {foreign_names}; a technology clause is not documented.", "joint_venture"),
    ]


def _stakes_and_members(choices):
    low, high = choices["minority_stake_percent"]
    return [
        Rule("foreign_alliance.event.stake", RECORD, {
            "the type is a minority stake, or a purchase without control":
                "event_type = 'foreign_minority_stake' OR (event_type = 'foreign_acquisition' AND NOT control)",
            "the firm is abroad": "foreign_companies + own_foreign_units > 0",
            f"the stake is {low:g} to {high:g}%": f"stake_percent BETWEEN {float(low)} AND {float(high)}",
            "technology is not excluded": "technology_content <> 'no'",
        }, "{firm_id}: {stake_words} of {foreign_names} ({technology}).", "minority_stake"),
        Rule("foreign_alliance.event.foreign_member", RECORD, {
            "in a cooperation, a programme or own technology, a firm abroad takes part":
                f"{OPEN_TYPES} AND foreign_companies > 0",
            "it is not about standards": "NOT standards",
        }, "{firm_id} with {foreign_names} ({technology})."),
        Rule("foreign_alliance.event.foreign_university", RECORD, {
            "in a cooperation, a programme or own technology, a university or institute abroad takes part":
                f"{OPEN_TYPES} AND foreign_research > 0",
            "it is not about standards": "NOT standards",
        }, "{firm_id} with the foreign research body {foreign_names} ({technology}).", "foreign_university"),
    ]


def _applicants(choices):
    least, most = choices["venture_stake_percent"]
    return [
        Rule("foreign_alliance.patent.co_applicant", "A", {
            "an independent firm abroad is co-applicant": "foreign_companies > 0",
        }, "Filed together with {foreign_names}."),
        Rule("foreign_alliance.patent.foreign_university", "A", {
            "a university or institute abroad is co-applicant": "foreign_research > 0",
        }, "Filed together with the foreign research body {foreign_names}.", "foreign_university"),
        Rule("foreign_alliance.patent.joint_venture", "A", {
            "an applicant is a joint venture whose foreign stake is known": "foreign_stake_percent IS NOT NULL",
            f"the foreign stake is {least:g} to {most:g}%":
                f"foreign_stake_percent BETWEEN {float(least)} AND {float(most)}",
        }, "Filed by the joint venture {venture_names} with a foreign stake of {foreign_stake_words}.",
             "joint_venture"),
    ]


def _links(choices):
    tail = choices["alliance_tail_years"]
    told, tells = distinctive("alliance_inventor", choices)
    active = {
        "an R&D alliance of the firm speaks for it": "alliance_event IS NOT NULL",
        f"the alliance is active when it is filed (up to {tail} years)":
            f"date >= alliance_date AND {within(tail, 'alliance_date', 'date')}",
        "it is in the field of the alliance": "alliance_shared IS NOT NULL",
    }
    return [
        Rule("foreign_alliance.patent.cites_partner", "B", {
            **active,
            "it cites a patent of the partner": "alliance_cites IS NOT NULL",
        }, "In {alliance_shared}, it cites {alliance_cites} of {alliance_partner}, partner in the alliance "
           "{alliance_event} ({alliance_date})."),
        Rule("foreign_alliance.patent.partner_inventor", "B", {
            **active,
            "an inventor signed a patent of the partner": "alliance_inventors IS NOT NULL",
            told: tells,
        }, "In {alliance_shared}, {alliance_inventors} signed patents of {alliance_partner}, partner in the alliance "
           "{alliance_event} ({alliance_date})."),
    ]
