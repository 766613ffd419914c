"""What each column of a review file means, and each decision, in English and Chinese."""

WORDS = {
    "rank": ("Place in the order of what hangs on it; look at the first ones first.",
             "按影响大小的排序，请从最前面看起。"),
    "raw_name": ("A name exactly as the source writes it.", "来源中的原始名称。"),
    "other_name": ("The organisation that it was put to, or the other name of an open question.",
                   "归入的机构，或存疑时的另一名称。"),
    "organisation_id": ("Organisation of the name as things stand.", "该名称目前所属机构的编号。"),
    "other_organisation_id": ("Organisation of the other name; with the decision organisation you may write another "
                              "identifier of organisations.csv.",
                              "另一名称所属机构的编号；决定为organisation时可改填organisations.csv中的其他编号。"),
    "method": ("What joins the two names, or would.", "合并（或可能合并）的依据。"),
    "score": ("How sure that is, 0 to 1.", "把握程度，0至1。"),
    "state": ("merged, undecided, conflict, apart, or outside (outside the dates of its alias).",
              "merged已合并，undecided未定，conflict冲突，apart已分开，outside不在该别名的有效期内。"),
    "n_units": ("Patents and events that hang on it.", "涉及的专利与事件数。"),
    "decision": ("Your decision; leave it empty to let things stand.", "您的决定；留空则维持现状。"),
    "decided_by": ("Who decides.", "决定人。"),
    "reason": ("Why, in a few words.", "简要理由。"),
}
CHOICES = {
    "same": ("The two names are one organisation.", "两个名称指同一机构。"),
    "apart": ("They are two organisations.", "两个名称指不同机构。"),
    "organisation": ("The first name is the organisation in other_organisation_id.",
                     "第一个名称即other_organisation_id所示机构。"),
}
