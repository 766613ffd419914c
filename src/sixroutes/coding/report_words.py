"""The words of the report, in English and Chinese."""

TITLE = ("Hand coding of {0}", "{0}：人工编码")
KAPPA = ("There is no pair of coders.", "没有成对的编码员。")
VERDICTS = {
    "accept": ("accept", "可接受"),
    "tentative": ("tentative", "仅可作初步结论"),
    "recode": ("recode", "需重新编码"),
    "not available": ("NA", "无"),
}
WORDS = {
    "drawn": ("{0} units were drawn at random within routes, of {1} counted ones.",
              "在各路径内随机抽取{0}个单元，共有{1}个计入单元。"),
    "changed": ("The study has changed since the sample was drawn: {0} counted units then, {1} now. Draw again before "
    "you "
                "use corrected shares.",
                "抽样后研究已变化：当时计入{0}个单元，现为{1}个。使用校正份额之前请重新抽样。"),
    "coder": ("{0}: {1} coded, {2} cannot be told, {3} left empty; sure / fairly sure / unsure: {4}.",
              "{0}：已编码{1}个，无法判断{2}个，未填{3}个；确定／较有把握／不确定：{4}。"),
    "gold": ("{0} units are settled: {1} because all coders agreed, {2} by adjudication.",
             "已有定论的单元{0}个：其中{1}个编码员一致，{2}个经裁定。"),
    "sets": ("Set of routes (MASI)", "路径集合（MASI）"),
    "exactly": ("Exactly the same routes", "路径完全相同"),
    "agreement": ("Agreement", "一致性"),
    "agreement_note": (
        "Krippendorff's alpha of each route as yes or no, and of sets of routes with the MASI distance, with 95% "
        "bootstrap "
        "intervals over units. Accept from .80, tentative from .667, recode below (Hayes and Krippendorff 2007). An "
        "alpha "
        "describes the sample, in which rare routes are more frequent than in the study.",
        "各路径（是／否）的Krippendorff α系数，以及以MASI距离计算的路径集合α系数，附按单元重抽样的95%区间。"
        "不低于.80可接受，"
        "不低于.667仅可作初步结论，更低需重新编码（Hayes和Krippendorff 2007）。α描述的是样本，"
        "其中稀有路径多于研究总体。"),
    "agreement_heads": (("route", "alpha [95%]", "verdict", "draws below .667", "units", "remark"),
                        ("路径", "α [95%]", "判断", "低于.667的抽样比例", "单元数", "说明")),
    "kappa": ("Pairs of coders: Cohen's kappa", "两两编码员：Cohen κ系数"),
    "kappa_heads": (("pair", "route", "kappa [95%]", "same answer", "units", "remark"),
                    ("编码员", "路径", "κ [95%]", "答案相同", "单元数", "说明")),
    "rules": ("The rules against the coders", "规则与编码员对照"),
    "no_gold": ("Not available: the answers are not settled. Write the sheet of disagreements with `sixroutes code "
                "adjudicate`, and read it with `sixroutes code gold`.",
                "无：答案尚无定论。请用 `sixroutes code adjudicate` 写出分歧表，再用 `sixroutes code gold` 读入。"),
    "accuracy": ("Precision and recall of the rules", "规则的精确率与召回率"),
    "accuracy_note": ("Against the settled answers, weighted by the sampling design.",
                      "以有定论的答案为准，按抽样设计加权。"),
    "accuracy_heads": (("route", "precision [95%]", "units", "recall [95%]", "units"),
                       ("路径", "精确率 [95%]", "单元数", "召回率 [95%]", "单元数")),
    "corrected": ("Shares, corrected for what the rules get wrong", "按规则误差校正后的份额"),
    "corrected_note": (
        "Shares of units of the study, each unit with weight 1. Corrected: s = p M⁻¹ with M the weighted confusion "
        "matrix "
        "of the rules against the settled answers (Buonaccorsi 2010; Hopkins and King 2010). NA: cannot be told, for "
        "the "
        "reason given. The interval is the wider of a bootstrap within routes and of one that takes units as "
        "independent.",
        "份额以研究单元计，每个单元权重为1。校正：s = p M⁻¹，M为规则对定论答案的加权混淆矩阵（Buonaccorsi 2010；"
        "Hopkins和King 2010）。NA表示无法得出，原因见说明。区间取路径内重抽样与单元独立假设二者中较宽者。"),
    "corrected_heads": (("route", "by the rules", "corrected [95%]", "settled answers, weighted", "units", "remark"),
                        ("路径", "按规则", "校正后 [95%]", "定论答案（加权）", "单元数", "说明")),
}
