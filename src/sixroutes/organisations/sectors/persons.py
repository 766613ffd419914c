r"""Names of persons: a rule fits only where the form of the name speaks for a person, never on one Latin word alone.

The lists hold common surnames and given names; it is better that a person with a rare one stays `unknown` than that
a firm becomes a person.
"""

# ASSUME: Two or three Chinese characters that begin with a common surname, or four with a surname of two characters,
# are a person when no word for an organisation stands in the name; two characters alone are arguable, since
# brands have two characters as well (康佳).
# ASSUME: Three Korean syllables that begin with a Korean surname, and two short groups of Japanese characters with a
# space between them, are a person when no word for an organisation stands in the name.
# ASSUME: A Latin name is surely a person only in the form "Surname, Given" with a known given name, initials or a
# title, or where a Chinese or Korean surname stands beside a given name of such syllables. One word, a comma and
# another word that is no place, or a known given name with a middle initial, is arguably a person. Other Latin names
# of persons stay unknown.

_COMMON = (  # the hundred or so most frequent surnames of China
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范廖石贾夏韦付邹孟熊秦邱江尹薛阎闫段雷侯史陶黎贺顾毛郝龚邵钱严覃武戴莫孔汤")
_OTHER = (
    "万方白向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫"
    "费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈凤鄢"
    "金郁匡亓楚禹丰原夷冼闻展湛")
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|轩辕|宇文|长孙|南宫|独孤|申屠|完颜"
_HAN = r"[\x{4e00}-\x{9fff}]"
_KOREAN = (r"[김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구"
           r"민류나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부]")
# The sounds of a Chinese syllable in pinyin; too wide by some that do not exist.
_SYLLABLE = (r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
             r"(iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u|v)")
_PINYIN = (
    "wang|li|zhang|liu|chen|yang|huang|zhao|wu|zhou|xu|sun|ma|zhu|hu|guo|he|gao|lin|luo|zheng|liang|xie|song|tang|"
    "han|feng|deng|cao|peng|zeng|xiao|tian|dong|yuan|pan|yu|jiang|cai|du|ye|cheng|su|wei|lu|lv|ding|ren|shen|yao|cui|"
    "zhong|tan|fan|jin|shi|liao|jia|xia|fu|fang|bai|zou|meng|xiong|qin|qiu|yin|xue|yan|duan|lei|hou|long|tao|gu|mao|"
    "hao|gong|shao|wan|qian|qi|mo|kong|xiang|chang|wen|kang|niu|ge|xing|an|qiao|pang|ni|zhuang|nie|ning|zhai|geng|"
    "guan|lan|jiao|zuo|gan|ouyang|hong|zhan|ke|ruan|ji|mei|tong|ling|bi")
_ABROAD = (  # other spellings of Chinese surnames, and Korean ones
    "hsu|hsieh|hsiao|tsai|chiu|chu|chiang|chuang|kuo|lo|lai|yeh|tseng|chung|kao|ho|kim|lee|park|choi|jung|jeong|kang|"
    "cho|yoon|yun|jang|lim|han|oh|seo|suh|shin|kwon|ahn|yoo|ryu|ko|moon|bae|baek|heo|hur|nam|roh|noh|ha|joo|kwak|woo|"
    "chae|cha|koo|min|na|jin|ji|eom|chun|hyun|ham|byun")
_EASTERN = f"{_PINYIN}|{_ABROAD}"
_PLACES = (
    "beijing|shanghai|tianjin|chongqing|hebei|shanxi|liaoning|jilin|heilongjiang|jiangsu|zhejiang|anhui|fujian|"
    "jiangxi|shandong|henan|hubei|hunan|guangdong|hainan|sichuan|guizhou|yunnan|shaanxi|gansu|qinghai|taiwan|ningxia|"
    "xinjiang|xianggang|aomen|guangxi|nanjing|hangzhou|wuhan|guangzhou|shenzhen|qingdao|jinan|dalian|shenyang|"
    "changchun|changsha|xiamen|fuzhou|suzhou|wuxi|ningbo|wenzhou|foshan|shunde|zhuhai|dongguan|zhengzhou|luoyang|"
    "chengdu|xian|maanshan|shijiazhuang|zhangjiagang|zhangjiakou|qinhuangdao|lianyungang|yantai|weifang|zibo|weihai|"
    "hefei|wuhu|nanchang|huizhou|zhongshan|changzhou|yangzhou|tangshan|baoding|anshan")
_GIVEN = (
    "adam|adrian|alain|alan|albert|alberto|aleksandr|alessandro|alex|alexander|alexandra|alfred|alice|amy|ana|andre|"
    "andrea|andreas|andrew|andrzej|angela|anja|anna|anne|annette|anthony|anton|antonio|armin|arnold|arthur|axel|"
    "barbara|ben|benjamin|bernard|bernd|bernhard|berthold|bertold|bettina|bjoern|bjorn|boris|brian|bruce|bruno|"
    "burkhard|carl|carla|carlos|carol|carsten|catherine|charles|chris|christa|christian|christiane|christine|"
    "christoph|christophe|christopher|claude|claudia|claus|craig|cynthia|dagmar|daniel|daniela|david|dennis|detlef|"
    "dieter|dietmar|dietrich|dirk|dominik|donald|douglas|eberhard|eckart|eckhard|edgar|edith|edmund|eduard|edward|"
    "edwin|egon|elena|elisabeth|elizabeth|emil|enrico|eric|erich|erik|erika|ernst|erwin|eugen|eva|evelyn|fabian|"
    "felix|ferdinand|florian|francesco|francis|francisco|franck|francois|frank|franz|fred|frederic|friedhelm|"
    "friedrich|fritz|gary|georg|george|georges|gerald|gerard|gerd|gerhard|gert|gilbert|giovanni|giuseppe|gottfried|"
    "greg|gregor|gregory|guenter|guenther|guido|gunter|gunther|gustav|hagen|hans|harald|harry|hartmut|heike|heiko|"
    "heiner|heinrich|heinz|helen|helga|helge|helmut|henri|henrik|henry|herbert|hermann|hideki|hiroshi|holger|horst|"
    "hubert|hugo|ian|ina|ines|ingo|ingrid|irene|iris|isabelle|ivan|jack|jacob|jacques|jakob|james|jan|jane|janet|"
    "jason|jay|jean|jeff|jeffrey|jens|jerome|jesse|jessica|jim|jo|joachim|joan|jochen|joe|joel|joerg|johann|johannes|"
    "john|johnny|jonas|jonathan|jordan|jorg|jorge|jose|josef|joseph|joshua|juan|judith|juergen|jurgen|julia|julian|"
    "julie|jutta|kai|karen|karin|karl|karsten|katharina|katherine|kathrin|katja|keith|kenji|kenneth|kevin|kiyoshi|"
    "klaus|konrad|konstantin|kurt|lars|laura|laurent|lawrence|leo|leon|leonard|leonhard|linda|lisa|lothar|louis|luc|"
    "luca|lucas|ludger|ludwig|luigi|luis|lukas|lutz|manfred|manuel|marc|marcel|marco|marcus|margaret|maria|marie|"
    "mario|marion|mark|marko|markus|martha|martin|martina|mary|masao|matthew|matthias|maurice|max|maximilian|"
    "meinhard|melanie|michael|michel|miguel|mike|mikhail|miriam|monika|nancy|nicholas|nicolas|nicole|niels|nikolai|"
    "nikolaus|nils|norbert|norman|olaf|oleg|oliver|olivier|oskar|oswald|otto|pascal|patrick|paul|pavel|pedro|peter|"
    "petra|philip|philipp|philippe|phillip|pierre|piotr|rachel|rainer|ralf|ralph|raymond|rebecca|reiner|reinhard|"
    "reinhold|rene|renate|ricardo|richard|robert|roberto|robin|roger|roland|rolf|roman|ronald|ronny|rudolf|ruediger|"
    "rudiger|russell|ruth|ryan|samuel|ruprecht|sabine|sandra|sara|sarah|satoshi|scott|sean|sebastian|sergei|sergey|"
    "sharon|siegfried|sigrid|silke|silvia|simon|simone|sofia|sonja|sophie|stanislav|stefan|steffen|steffi|stephan|"
    "stephane|stephanie|stephen|steve|steven|stuart|sue|susan|susanne|sven|sylvia|takashi|takeshi|tanja|tatiana|"
    "terry|theodor|theodore|theo|thierry|thilo|thomas|thorsten|tim|timothy|tobias|todd|tom|tony|torsten|toshio|udo|"
    "ulf|ulrich|ulrike|ursula|ute|uwe|valentin|vera|vincent|viktor|victor|victoria|vladimir|volker|volkmar|waldemar|"
    "walter|walther|werner|wilfried|wilhelm|willi|william|winfried|wolf|wolfgang|wolfram|yasuo|yoshio|yves|yuri|"
    "yvonne|zoltan")

_TITLE = r"(prof|dr|dipl|ing|phys|chem|rer|nat|med|habil|phd|msc|bsc|h c|mr|mrs|ms|herr|frau)"
_WORD = r"[a-z][a-z'-]*"
_PAIR = rf"({_SYLLABLE})[-' ]?({_SYLLABLE})"

# In the text with its punctuation, but for that at its end; the name, how sure, for which script, and the pattern.
PERSONS = (
    ("surname, given name", "any", "latin",
     rf"^({_WORD} ?){{1,3}}, *({_TITLE}\.?[ -]*)*({_GIVEN})"
     rf"([ -]({_WORD}|[a-z]\.)){{0,2}}(,? *({_TITLE}\.?[ -]*)+)*$|"
     rf"^({_WORD} ?){{1,3}}, *([a-z]\.[ -]?){{0,2}}[a-z]$|"
     rf"^({_WORD} ?){{1,2}}, *({_TITLE}\.?[ ,-]*)*({_WORD} ?){{1,2}},? *"
     rf"({_TITLE}\.[ -]*)*(prof|dr|phd|dipl\.?[ -]?ing)$"),
    ("title and given name", "any", "latin",
     rf"^({_TITLE}\.?[ -]*)+({_GIVEN})( [a-z]\.?)? {_WORD}$"),
    ("Chinese or Korean name with a hyphen", "any", "latin",
     rf"^{_WORD}, *[a-z]{{1,6}}-[a-z]{{1,6}}$|^({_EASTERN}),? [a-z]{{1,6}}-[a-z]{{1,6}}$|"
     rf"^[a-z]{{1,6}}-[a-z]{{1,6}},? ({_EASTERN})$|^({_EASTERN}), [a-z]{{2,6}} [a-z]{{2,6}}$"),
    ("short Chinese name in pinyin", "always", "latin", rf"^({_PINYIN}) ({_SYLLABLE})$"),
    ("Chinese name in pinyin", "any", "latin",
     rf"^({_PINYIN}), *({_SYLLABLE})[-' ]?({_SYLLABLE})?$|^({_PINYIN}) {_PAIR}$|^{_PAIR} ({_PINYIN})$"),
    ("surname, one other word", "always", "latin",
     rf"^((von|van|de|di|da|le|la|el|al|mc|o)[ -])*{_WORD}, *{_WORD}( [a-z]\.?)?$"),
    ("given name, initial and surname", "always", "latin", rf"^({_GIVEN}) [a-z]\.? {_WORD}$"),
    ("Chinese name", "any", "chinese",
     rf"^[{_COMMON}{_OTHER}] ?{_HAN} ?{_HAN}$|^({_DOUBLE}) ?{_HAN}{{1,2}}$|^{_HAN}{{2,6}}[·•・]{_HAN}{{2,8}}$"),
    ("Chinese name of two characters", "always", "chinese", rf"^[{_COMMON}] ?{_HAN}$"),
    ("Korean name", "any", "korean", rf"^{_KOREAN} ?[가-힣]{{2}}$|^(남궁|황보|제갈|선우|독고|사공) ?[가-힣]{{2}}$"),
    ("Japanese name", "any", "japanese",
     r"^[\x{4e00}-\x{9fff}々ヶ]{1,3} [\x{4e00}-\x{9fff}\x{3040}-\x{309f}々]{1,3}$"),
)
# Foreign brands written by sound (古洛尼) may begin with what is a surname, too.
_SOUNDS = "尔斯特克洛尼维普茨迈诺顿森格拉姆登堡蒂勒奇纳罗达塔卡巴"
_COUNTRIES = (
    "china|japan|korea|germany|france|italy|spain|usa|america|canada|india|england|britain|russia|brazil|mexico|"
    "austria|switzerland|sweden|norway|finland|denmark|netherlands|belgium|poland|israel|australia|singapore|hongkong|"
    "london|paris|berlin|tokyo|osaka|seoul|taipei|milano|munich|muenchen|zurich|wien|newyork|incorporation|"
    "corporacion")
NO_PERSON = rf"(^| )({_PLACES}|{_COUNTRIES})$|^{_HAN}[{_SOUNDS}]{{2}}$"
PLACE = rf"^({_PLACES})$"  # a name without spaces: He Nan is a province
