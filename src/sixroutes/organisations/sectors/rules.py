r"""The rules by which a name shows its sector, in order: the first that fits decides.

Each rule is (name, sector, doubt, Latin pattern, pattern for Chinese, Japanese and Korean). Patterns are those of RE2,
put to names in small letters, without accents and dots, in simplified characters (`writing`); the second pattern sees
no spaces. What `doubt` says:

- ``never``: the words settle it, whatever else the name says (大学附属医院);
- ``always``: a weak word, which others use, too (laboratories, 科技, centre);
- ``any``: sure, unless the words of another sector stand in the name as well;
- a sector: sure, unless words of that sector stand in the name as well.
"""

NONE = r"[^\x{0}-\x{10ffff}]"  # fits nothing

# ASSUME: A legal form at the end of a name makes it a company, also after a word for a university or an institute
# (清华同方股份有限公司). A former institute that became a company (某某研究院有限公司) counts as a company and is
# marked as arguable.
# ASSUME: An institute, laboratory or centre named after its company or group (海尔集团技术研发中心) is a unit of that
# firm and counts as a company; it is marked as arguable.
# ASSUME: A numbered institute of a state corporation and a research institute named after a Chinese central
# corporation (中国电子科技集团公司第十三研究所) stands as an institute of its own and is marked as arguable.
# ASSUME: A hospital of a university counts as a hospital, since its patents come from the clinic.
# ASSUME: An institute, school or laboratory of a university counts as the university (清华大学深圳研究生院); where
# both words stand in the name the sector is arguable.
# ASSUME: Schools below the tertiary level count as government, as in the OECD's Frascati Manual (2015), which puts
# public education outside higher education there; they do no research and must not make a research partnership.
# ASSUME: Units of the Chinese army count as government, except its universities, hospitals and institutes.
# ASSUME: Foundations, societies, federations and registered associations count as associations, except those of
# universities and those that name themselves institutes or research centres.

# Legal forms that are words of their own, wherever they stand.
_FORMS = (
    r"co|company|corp|corporation|inc|incorporated|ltd|limited|coltd|llc|llp|lllp|plc|pty|pte|bhd|gmbh|mbh|\w+mbh|"
    r"kgaa|ohg|gbr|sarl|srl|sprl|bvba|eurl|oyj|zrt|nyrt|kft|spzoo|sp z oo|z oo|sro|s r o|ltda|lda|jsc|ojsc|cjsc|"
    r"pjsc|ooo|oao|zao|tbk|aktiengesellschaft|kommanditgesellschaft|\w*aktiebolag|\w*aktiebolaget|aktieselskab|"
    r"osakeyhtio|naamloze vennootschap|besloten vennootschap|societe anonyme|societe par actions|"
    r"societe a responsabilite|soc an|societa per azioni|societa a responsabilita|sociedad anonima|"
    r"sociedad limitada|sociedade anonima|anonim sirketi|sirketi|kabushiki ?[kg]aisha|kabushiki|yugen ?[kg]aisha|"
    r"godo ?[kg]aisha|kaisha|jusik hoesa|(youxian ?(zeren ?)?)?gongsi|gufen|s a de c v|sa de cv|et cie|& cie|"
    r"& sons?|& soehne|bros|brothers")
# Shorter ones are words or initials of something else unless they end the name.
_ENDS = (
    r"ag|doo|d o o|asa|sa|s a|lc|pc|pllc|spa|s p a|se|bv|b v|nv|n v|ab|as|a s|aps|kk|k k|kg|k g|ug|oy|sas|snc|sl|"
    r"slu|dd|d d|ad|sc|gk|yk|hf|ehf|cv|lp|cie|ug haftungsbeschrankt")
_STARTS = r"kk|k k|ooo|oao|zao|pao|pt|oy|firma|sarl|soc"
_CYRILLIC = r"(^| )(ооо|оао|зао|пао|ао)( |$)|общество с ограниченной|акционерное общество"

_UNIVERSITY_ZH = (r"ユニ[バヴ]ァ?ーシティ|유니버시티|大学|(^|[^科究])学院|高等专科学校|高等专门学校|职业技术学校|"
                  r"师范专科|研究生院|学校法人|산학협력단|대학")
_HOSPITAL_ZH = (r"医院|卫生院|保健院|疾病预防控制中心|疾控中心|门诊部|诊所|疗养院|卫生所|血液中心|急救中心|病院|"
                r"医疗法人|医疗センター|병원|의료원|ホスピタル|호스피[탈털]")
_INSTITUTE_ZH = (
    r"科学院|[农林中社环电水]科院|研究院|研究所|研究中心|研究室|研究总院|研究机构|设计院|设计总院|勘察院|勘测院|"
    r"规划院|实验室|检测院|检验院|检验所|质检院|计量院|检测中心|检测所|开发中心|研发院|研发中心|工程中心|植物园|"
    r"天文台|试验站|试验场|研究开发法人|研究开发机构|研究センター|研究部门|总合研究|연구원|연구소|연구센터|"
    r"インスティ[テチ]ュ|인스티튜트|기술원|생산기술")

RULES = (
    # ---- what settles itself
    ("hospital of a university", "hospital", "company",
     r"universit\w* (.*hosp|clinic|klini|medical cent|health (network|system|care))\w*|universit\w*(klinik\w*|"
     r"krankenhaus|spital|medizin)\b|(hosp|hospital|klinik|klinikum|clinic|hopital|policlinico)\b.*\buniv\w*",
     r"(大学|学院|解放军|武警).*(医院|病院)[^公司厂]*$|대학.*병원"),
    ("university of an academy or the army", "university", "never",
     r"university of (the )?(chinese )?academy of sci\w*|univ (chinese|ccas|cas) ?acad\w*( sci\w*)?|"
     r"univ\w* .*(people s liberation army|pla)\b|nat\w* univ\w* of? ?(defen[cs]e|def) tech\w*",
     r"中国科学院大学|(解放军|陆军|海军|空军|武警|火箭军).*(大学|[^科究]学院)"),
    ("a university's fund for its patents", "university", "never",
     r"\bind\w* ?(and |& )?(acad|univ)\w* (coop|collab|found)\w*|\b(acad|univ)\w* ?(and |& )?ind\w* (coop|collab|"
     r"found)\w*|research (&|and) busin\w* foundation|r ?& ?db? (found|foundation)\b|\buif\b|"
     r"alumni res(earch)?\b.*found\w*|\buniv\w*.*\bfound(ation)?\b|\bfound(ation)?\b.*\buniv\w*|"
     r"^(the )?board of regents|(regents|trustees|president (and|&) fellows|fellows|chancellor\w*|"
     r"governors) .*(univ|university|college)\b",
     r"산학협력단|大学技术转移|大学.{0,6}(基金会|财团)"),
    ("state as the applicant", "government", "never",
     r"^(the )?(united states( of america)?|u ?s a?|usa|b ?r deutschland|bundesrepublik deutschland|her majesty|"
     r"his majesty|the king|the queen|etat francais|republic of \w+|land \w+|das land|freistaat|state of|"
     r"kingdom of)\b.*"
     r"(represented|vertr\w*|secretary|minist\w*|government|dept|department|right of|navy|army|delegue|govern\w*)|"
     r"^us (dept|department|navy|army|air force|government|govt|secretary)\b|secretary of (the )?(state|navy|army|"
     r"air)",
     r"^(대한민국|中华人民共和国$|日本国$)"),
    ("public research organisation", "institute", "company",
     r"fraunhofer|max[ -]planck( \w+)? ?(ges\w*|inst\w*|soc\w*)|max planck|helmholtz ?(zentrum|cent\w*)|"
     r"helmholtzzentrum|leibni?t?z ?inst\w*|forschungszentrum (juelich|jülich|julich|karlsruhe)|"
     r"kernforschungszentrum|deutsches zentrum fu?e?r luft|comm(issariat)? (a l? ?|a )?(energie|l energie) ?atom\w*|"
     r"cent\w* nat\w* (de )?(la )?rech\w*|consiglio naz\w* (delle )?ricerche|consejo sup\w* (de )?invest\w*|"
     r"nederlandse org\w* voor toeg\w*|chin\w* acad\w* (of )?sci\w*|academia sinica|"
     r"acad\w* (of )?(mil\w* )?(med\w* )?sci\w*|council (of )?sci\w*( and| &) ?ind\w* res\w*|"
     r"ind\w* tech\w* res\w* inst\w*|nat\w* inst\w* (of )?adv\w* ind\w* sci\w*|commonwealth sci\w*( and| &) ind\w*|"
     r"agency for sci\w*,? tech\w*( and| &) res\w*|^(cnrs|cea|imec|inserm|inria|inrae?|onera|csic|csiro|riken|itri|"
     r"etri|kitech|tno|vtt|sintef|embl|cern|dlr|cnr|cas)$",
     NONE),
    ("non-profit institute", "institute", "any",
     r"(institut|forschung|research).*\b(ggmbh|gemeinnue?tzig\w*)\b|\b(ggmbh|gemeinnue?tzig\w*)\b.*(institut|"
     r"forschung|research)",
     NONE),
    ("non-profit company", "association", "always", r"\b(ggmbh|gemeinnue?tzig\w*)\b", NONE),
    # ---- company
    ("numbered institute of a state corporation", "institute", "always", NONE,
     r"(公司|集团|总公司)第[0-9一二三四五六七八九十百〇零○]+[^公]{0,6}(研究所|研究院|设计院|所$)|^中国[^股]*(集团|"
     r"总公司|集团有限公司|集团公司)[^股]*(研究所|研究院|研究总院|科学院)$"),
    ("legal form at the end", "company", "institute",
     rf"\b({_FORMS}|{_ENDS})$", r"(公司|总厂|工厂|厂|会社|주식회사|유한회사|合伙|有限合伙)$"),
    ("legal form", "company", "any",
     rf"\b({_FORMS})\b|^({_STARTS}) |(ag|se|kg|sa) (& co|u co|und co)\b|stiftung & co\w*|{_CYRILLIC}",
     r"公司|工厂|总厂|分厂|合伙企业|合作社|事务所|株式会社|有限会社|合同会社|合资会社|合名会社|相互会社|주식회사|"
     r"유한회사|유한책임|합자회사|공사$|イン[クコ]ーポレ|リミ[テッティ]+ド|カンパニ|コーポレ[イー]?シ|コーポレイ|"
     r"ゲゼルシ[ャヤ]フト|ゲーエムベーハー|アクチエン|엘엘씨|엘티디|인크\.?$|인코포레이티드|인코퍼레이티드|"
     r"리미티드|코포레이션|컴퍼니|게엠베하|악티엔"),
    ("group", "company", "any", r"\b(group|holdings?|konzern|jituan)$", r"集团|그룹|企业$|控股"),
    ("other business at the end of a Chinese name", "company", "any", NONE,
     r"(商行|商店|经营部|门市部|加工部|批发部|服务部|工作室|养殖场|加工厂|煤矿|银行|酒店|饭店|超市|出版社|报社|"
     r"药房|发电厂|电厂|供电局|电力局|油田|铁路局|工程局|(石油|勘探|管道).{0,6}局|厂.{0,3})$"),
    # ---- hospital, university
    ("hospital", "hospital", "any",
     r"\b(hosp|hospitals?|klinik\w*|\w+klinik\w*|clinics?|clinica|clinique|medical cent(er|re)|med cent|hopital|"
     r"hopitaux|ospedal\w*|krankenhaus\w*|ziekenhuis\w*|sykehus\w*|sjukhus\w*|policlinico|infirmary|charite|hospices|"
     r"yiyuan|assist\w* publique)\b", _HOSPITAL_ZH),
    ("university or institute of technology by its last words", "university", "never",
     r"\binst(itute?|ituto|ituut)?( of)? tech(n|no|nol|nology)?( |$)|polytech\w* inst\w*|"
     r"medizinische hochschule", r"과학기술원|大学$|[^科究]学院$|대학교$"),
    ("university", "university", "any",
     r"\buniversi[td]\w*|\buniv(er[is]{1,2}|esi|rsi|ers|erisi)ty\b|univ\b|\buniv |univerz\w*|uniwersytet\w*|"
     r"\w*hochschule\b|\bhochschul\w*|bergakademie|college\b|\bcoll\b|institut national polytechnique|polytech\w*|"
     r"politec\w*|politechnik\w*|ecole\b|\beth zu\w*|\bepfl\b|^(kaist|postech|gist|unist|dgist|rwth)\b|daigaku|"
     r"daehak\w*|daxue|xueyuan|instituto superior tecnico|instituto politecnico|technion|faculty of|business school|"
     r"medical school|graduate school|yliopisto|egyetem|университет\w*|scuola superiore|gakko hojin",
     _UNIVERSITY_ZH),
    ("TU, TH or FH and a place", "university", "always", r"^(tu|th|fh) \w+( \w+)?$", NONE),
    # ---- institute
    ("institute", "institute", "any",
     r"\b(institutes?|instituts?|instituto|institutet|institutes|instituut|institutul|istituto|instytut|inst|instn|"
     r"institution|институт\w*|academy of|acad|akademie der wiss\w*|akademia nauk|research (cent(er|re)s?|"
     r"establishment|organi[sz]ation|station)|research and development cent\w*|res (inst|cent|cen|centre|org|"
     r"station|establishment)\w*|inst res|centre (national )?de (la )?rech\w*|centro (de )?(investig\w*|ricerche|"
     r"pesquisas?)|cent rech\w*|national lab\w*|nat\w* lab\w*|key lab\w*|laborator(y|ium|io|iet)|"
     r"laboratoire (national|central)|observatory|design inst\w*|atomic energy (res|research)\w*|centre technique|"
     r"yanjiu(suo|yuan|zhongxin)|kenkyu(sho|jo|syo|kiko)?|dokuritsu gyosei hojin|kokuritsu kenkyu\w*)\b|"
     r"\w*institut\b|\w*insitut\b|\b(institue|insitute|instutute|instittute|instiitute|intitute)\b|"
     r"\w*institute? fu?e?r|forschungs(zentrum|institut|anstalt|verbund|stelle|laboratorium)\b|"
     r"\w*forschungs(zentrum|institut|anstalt)\b|technische bundesanstalt|bundesanstalt fu?e?r material\w*|"
     r"onderzoek\w*|investigacion\w*\b|office nat\w* d etudes",
     _INSTITUTE_ZH),
    # ---- association, government
    ("research foundation", "association", "always", r"(research|innovation|technology) foundation\b", r"研究基金会"),
    ("association", "association", "any",
     r"\b(association|assoc|societies|consortium|foundation|foundations|chamber of|federation|verein\w*|\w+verein|"
     r"verband|\w+verband|vereinigung|\w+vereinigung|stiftung\w*|\w+stiftung|e ?v|stichting|fondation|fondazione|"
     r"fundacio\w*|fundacao|associazione|asociacion|associacao|forening\w*|stowarzyszenie|charitable|church|"
     r"zaidan hojin|shadan hojin|kumiai|gemeinschaft)\b|\b(society|soc) (of|for)\b|society$",
     r"协会|学会|研究会|联盟|促进会|联合会|连合会|基金会|财团|社团法人|社会福祉法人|宗教法人|组合|工会|俱乐部|"
     r"红十字会|ファウンデーション|파운데이션|재단|협회|학회|조합"),
    ("government", "government", "any",
     r"\b(ministry|ministere|ministerio|ministero|ministerie\w*|\w*minister(ium)?|government|govt|municipality|"
     r"(national|federal|state|general|space|energy) (\w+ ){0,3}(administration|admin|agency|authority|commission)|"
     r"(sci|science|space|atomic energy|defen[cs]e|environment\w*|technology) (& \w+ |and \w+ )?(agency|"
     r"administration)|agency (of |for )?(ind|nat|sci|def)\w*|european (commission|union|communit\w*|atomic)|"
     r"commission of|bureau of|department of|dept of|us dept|secretary of|office of|prefecture|bundesamt\w*|"
     r"landesamt\w*|city of|people s gov\w*|region of|province of|council of|anstalt de?s? oeffentlichen)\b",
     r"人民政府|政府|管理委员会|管委会|人民解放军|解放军|武警|部队|检察院|法院|海关|公安|办公室|(科学技术|工业|"
     r"信息化|教育|国防|铁道|交通|交通运输|农业|农村|建设|商务|水利|卫生|公安|财政|科技|能源|环境保护)部$|局$|厅$|"
     r"署$|委员会$|发改委|国资委|科委|经信委|庁$|(省|市|县)$|청$|청장$|공단|진흥원|국방부"),
    ("school below the tertiary level", "government", "always",
     r"\b((high|middle|secondary|primary|elementary) school|kindergarten|gymnasium)\b",
     r"中学|小学|幼儿园|高中|初中|中等专业学校|技工学校|职业学校|职业中专|学校$|고등학교|중학교|초등학교|高等学校"),
    # ---- weak words
    ("weak word for an institute", "institute", "always",
     r"\b(labs?|laborator(y|ies)|research|res|rd cent\w*|r & d|\w*zentrum|centrum|cent(er|re)|centro|technikzentrum|"
     r"forschung\w*|\w+forschung|\w*forschungsgesellschaft|think tank|council|academy|akademie)\b",
     r"技术中心|创新中心|推广中心|推广站|监测站|中心站|中心$|博物馆|图书馆|센터|センター|研究$|[^作业钢工]所$|院$"),
    ("weak word for government", "government", "always",
     r"\b(agency|administration|commission|bureau|authority|committee|municipal)\b",
     r"指挥部|[^业乐发术门总俱]部$|站$|处$"),
    ("weak word for an association", "association", "always",
     r"\b(alliance|union|club|trust|society|league|initiative|fund)\b", r"商会|产业基地"),
    ("weak word for a company", "company", "always",
     r"\b(industries|industrial|industry|inds?|electronics?|electric|technologies|tech|systems?|motors?|pharma\w*|"
     r"chemicals?|semiconductors?|international|engineering|solutions|enterprises?|banks?|automotive|automobiles?|"
     r"telecom\w*|mobile|energy|materials|components|products|software|networks?|communications?|appliances|devices|"
     r"instruments|mfg|manufacturing|works|steel|airlines|airways|holding|partners|ventures|capital|consulting|"
     r"services|logistics|\w*werke?|\w*maschinenbau|\w*anlagenbau|\w*fabrik\w*|\w*technik|\w*systeme|\w*(betriebs|"
     r"handels|verwaltungs|vertriebs|ingenieur|entwicklungs|beteiligungs)gesellschaft|laboratoires|etablissements|"
     r"ets|societe|compagnie|cia|industri(e|es|a|as|al)|gruppe|gruppo|grupo|officine|fratelli|bandenki|denki|"
     r"seisakusho|seiko|kogyo|sangyo|kagaku|seiki|jidosha|shoji|qiche|dianqi|dianzi|keji|shiye|jixie|dianli)\b|"
     r"\w+ (company|werk)\b",
     r"(电子|电器|电气|科技|技术|实业|工业|股份|投资|置业|重工|机械|汽车|通信|电信|移动|联通|石化|石油|化工|化学|"
     r"制药|药业|医药|钢铁|半导体|软件|网络|能源|电力|电网|航空|光电|材料|家电|生物|食品|纺织|服装|贸易|传媒|保险|"
     r"证券|企业|商会|制作所|[工钢]所|工业所|制钢|自动车|厂|电工|重工业|전자|산업|공업|화학|중공업|제약|자동차|"
     r"전기|통신|건설|은행)$"),
)
