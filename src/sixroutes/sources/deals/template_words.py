"""What each column of the event template means and may hold, in English and Chinese, and one example."""

from ...schemas import CONTRACTS

# {column: (English, Chinese, example)}; "needed" columns come first in the words, too.
WORDS = {
    "event_id": ("Needed. Your own identifier, each once; never change it later.",
                 "必填。事件编号，自拟，不得重复，定后勿改。", "haier-001"),
    "date": ("Needed. YYYY, YYYY-MM or YYYY-MM-DD, as precise as the page says; the cell is text, so that it stays as "
             "typed.",
             "必填。写作YYYY、YYYY-MM或YYYY-MM-DD，精确到资料所载；本列为文本格式，以免被自动改成日期。",
             "1984-10"),
    "cluster_id": ("Cluster of the firm, as in clusters.csv; empty = that of the firm in firms.csv.",
                   "企业所属集群，同clusters.csv；留空则取firms.csv中该企业的集群。", "qingdao_appliances"),
    "firm": ("Needed. The large firm, as firms.csv calls it (English or Chinese).",
             "必填。大企业名称，与firms.csv一致（中英文均可）。", "Haier Group"),
    "firm_zh": ("Its Chinese name; empty = as in firms.csv.", "企业中文名；留空则取firms.csv。", "海尔集团"),
    "event_type": ("Needed. One of the types listed below.", "必填。从下方事件类型中选一项。", "licence_in"),
    "partners": ("Partners, separated by |.", "合作方，用 | 分隔。", "Liebherr"),
    "partners_zh": ("The same in Chinese, same order.", "合作方中文名，顺序相同。", "利勃海尔"),
    "partner_countries": ("Their countries as two-letter codes (ISO 3166), same order; HK, MO and TW kept apart.",
                          "合作方国家或地区的两位代码（ISO 3166），顺序相同；HK、MO、TW单列。", "DE"),
    "partner_sectors": ("company, university, institute, government, hospital, association, individual or unknown, "
                        "same order.",
                        "合作方类别：company企业、university高校、institute科研院所、government政府、"
                        "hospital医院、association协会、individual个人、unknown未知，顺序相同。", "company"),
    "technology": ("Technology concerned.", "涉及的技术。", "four-star refrigerators"),
    "description": ("Needed. What happened, in one sentence of your own.", "必填。用自己的一句话说明事件经过。",
                    "Licence and production line for refrigerators bought from Liebherr."),
    "stake_percent": ("Stake that changed hands, 0 to 100.", "转让或收购的股权比例，0至100。", ""),
    "value_musd": ("Value in millions of US dollars.", "金额，百万美元。", ""),
    "source_url": ("Address of the page that states it.", "资料网址。", "https://example.org/haier-history"),
    "source_title": ("Title of the page.", "资料标题。", "Haier company history"),
    "source_date": ("Date of the page.", "资料日期。", "2004-05-01"),
    "verified": ("What the page confirms: yes, partly or no. Empty = no, and the event does not count.",
                 "资料是否证实：yes全部、partly部分、no未证实。留空视为no，该事件不计入。", "yes"),
    "note": ("Your remarks.", "备注。", ""),
    "judgement": ("May it count? count; twin (the same event stands in another row); failed (never carried out or "
                  "unwound); not_a_route (no technology was sought). Empty = count.",
                  "是否计入：count计入；twin与另一行为同一事件；failed未实施或已撤销；not_a_route并非为了技术。留空视为count。",
                  "count"),
    "twin_of": ("For a twin: the event_id of the event that is counted.", "判为twin时，填被计入的那一事件的编号。", ""),
    "technology_content": ("Is R&D, technology or know-how part of it, by what the page says? yes, no or unclear. "
                           "Empty = unclear.",
                           "资料是否写明含研发、技术或诀窍：yes是、no否、unclear不明。留空视为unclear。", "yes"),
    "alternative_type": ("The other type that a second coder could defend.", "另一位编码者可能选的类型。",
                         "equipment_import"),
    "reason": ("Why, in one clause; needed wherever the judgement is not plain.",
               "判断理由，一句话；判断不明显时必填。", ""),
}
NEEDED = ("event_id", "date", "firm", "event_type", "description")
COLUMNS = {name: (name,) for contract in ("facts_events", "facts_event_coding") for name in CONTRACTS[contract].columns}


def choices(column):
    """What a column with fixed values may hold; () for any other.

    >>> choices("verified")
    ('yes', 'partly', 'no')
    """
    specs = {**CONTRACTS["facts_events"].columns, **CONTRACTS["facts_event_coding"].columns}
    return specs[column].choices
