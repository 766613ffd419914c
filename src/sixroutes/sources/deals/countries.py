"""Names of countries, as databases of deals write them, to ISO 3166 alpha-2 codes."""

import re
import unicodedata

# One country after the other: its code, then the names it goes by. Abbreviations are those of SDC, short names such as
# "Britain" those of the China Global Investment Tracker.
# ASSUME: In deal databases a state that no longer exists counts as its main successor: West and East Germany as
# Germany, the Soviet Union as Russia, Czechoslovakia as Czechia, Yugoslavia as Serbia, Zaire as Congo (Kinshasa).
_NAMES = """
AD Andorra; AE United Arab Emirates | UAE | Utd Arab Em | United Arab Em; AF Afghanistan
AG Antigua & Barbuda | Antigua and Barbuda; AI Anguilla; AL Albania; AM Armenia; AO Angola; AR Argentina
AS American Samoa; AT Austria; AU Australia; AW Aruba; AZ Azerbaijan; BA Bosnia & Herzegovina | Bosnia; BB Barbados
BD Bangladesh; BE Belgium; BF Burkina Faso; BG Bulgaria; BH Bahrain; BI Burundi; BJ Benin; BM Bermuda
BN Brunei | Brunei Darussalam; BO Bolivia | Bolivia, Plurinational State of; BR Brazil; BS Bahamas; BT Bhutan
BW Botswana; BY Belarus; BZ Belize; CA Canada
CD Congo - Kinshasa | Democratic Republic of the Congo | DR Congo | Congo, Dem Rep | Zaire
CF Central African Republic; CG Congo - Brazzaville | Congo | Republic of Congo | Congo, Republic of; CH Switzerland
CI Côte d’Ivoire | Ivory Coast; CK Cook Islands; CL Chile; CM Cameroon
CN China | People's Republic of China | PR China | PRC | mainland China | China (Mainland); CO Colombia
CR Costa Rica; CU Cuba; CV Cape Verde | Cape Verde; CW Curaçao | Netherlands Antilles | Neth Antilles; CY Cyprus
CZ Czechia | Czech Republic | Czechoslovakia
DE Germany | West Germany | East Germany | Germany, West | Germany, East; DJ Djibouti; DK Denmark; DM Dominica
DO Dominican Republic | Dominican Rep; DZ Algeria; EC Ecuador; EE Estonia; EG Egypt; EH Western Sahara; ER Eritrea
ES Spain; ET Ethiopia; FI Finland; FJ Fiji; FK Falkland Islands; FM Micronesia; FO Faroe Islands; FR France
GA Gabon; GB United Kingdom | UK | Britain | Great Britain | England | Scotland | Wales | Northern Ireland
GD Grenada; GE Georgia; GF French Guiana; GG Guernsey; GH Ghana; GI Gibraltar; GL Greenland; GM Gambia; GN Guinea
GP Guadeloupe; GQ Equatorial Guinea; GR Greece; GT Guatemala; GU Guam; GW Guinea-Bissau; GY Guyana
HK Hong Kong | Hong Kong SAR | Hong Kong, China; HN Honduras; HR Croatia; HT Haiti; HU Hungary; ID Indonesia
IE Ireland; IL Israel; IM Isle of Man; IN India; IQ Iraq; IR Iran | Iran, Islamic Republic of; IS Iceland; IT Italy
JE Jersey; JM Jamaica; JO Jordan; JP Japan; KE Kenya; KG Kyrgyzstan; KH Cambodia; KI Kiribati; KM Comoros
KN St. Kitts & Nevis; KP North Korea | Korea, North
KR South Korea | Korea | Republic of Korea | Korea, Republic of | Korea, South | S. Korea; KW Kuwait
KY Cayman Islands | Cayman Isl; KZ Kazakhstan; LA Laos | Lao; LB Lebanon; LC St. Lucia; LI Liechtenstein
LK Sri Lanka; LR Liberia; LS Lesotho; LT Lithuania; LU Luxembourg; LV Latvia; LY Libya; MA Morocco; MC Monaco
MD Moldova | Moldova, Republic of | Republic of Moldova; ME Montenegro; MG Madagascar
MH Marshall Islands | Marshall Is; MK North Macedonia | Macedonia; ML Mali; MM Myanmar | Burma | Myanmar(Burma)
MN Mongolia; MO Macao | Macau; MP Northern Mariana Islands; MQ Martinique; MR Mauritania; MS Montserrat; MT Malta
MU Mauritius; MV Maldives; MW Malawi; MX Mexico; MY Malaysia; MZ Mozambique; NA Namibia; NC New Caledonia; NE Niger
NG Nigeria; NI Nicaragua; NL Netherlands | Holland; NO Norway; NP Nepal; NR Nauru; NU Niue
NZ New Zealand | N. Zealand; OM Oman; PA Panama; PE Peru; PF French Polynesia; PG Papua New Guinea | Papua N Guinea
PH Philippines; PK Pakistan; PL Poland; PM St. Pierre & Miquelon; PR Puerto Rico
PS Palestinian Territories | Palestine; PT Portugal; PW Palau; PY Paraguay; QA Qatar; RE Réunion; RO Romania
RS Serbia | Yugoslavia | Serbia and Montenegro | Serbia & Montenegro
RU Russia | Russian Federation | Russian Fed | USSR | Soviet Union; RW Rwanda; SA Saudi Arabia | Saudi
SB Solomon Islands; SC Seychelles; SD Sudan; SE Sweden; SG Singapore; SH St. Helena; SI Slovenia
SK Slovakia | Slovak Republic | Slovak Rep; SL Sierra Leone; SM San Marino; SN Senegal; SO Somalia; SR Suriname
SS South Sudan; ST São Tomé & Príncipe | Sao Tome; SV El Salvador; SY Syria | Syrian Arab Republic
SZ Eswatini | Swaziland; TC Turks & Caicos Islands; TD Chad; TG Togo; TH Thailand; TJ Tajikistan
TL Timor-Leste | East Timor; TM Turkmenistan; TN Tunisia; TO Tonga; TR Türkiye | Turkey
TT Trinidad & Tobago | Trinidad-Tobago | Trinidad&Tob; TV Tuvalu
TW Taiwan | Chinese Taipei | Taiwan, Province of China; TZ Tanzania | Tanzania, United Republic of; UA Ukraine
UG Uganda; US United States | USA | U.S. | United States of America; UY Uruguay; UZ Uzbekistan
VA Vatican City | Vatican; VC St. Vincent & Grenadines; VE Venezuela | Venezuela, Bolivarian Republic of
VG British Virgin Islands | British Virgin | Virgin Islands, British | BVI
VI U.S. Virgin Islands | Virgin Islands, US; VN Vietnam | Viet Nam; VU Vanuatu; WF Wallis & Futuna; WS Samoa
XK Kosovo; YE Yemen; YT Mayotte; ZA South Africa | S. Africa; ZM Zambia; ZW Zimbabwe
"""


def _key(name):
    """A name without accents, punctuation, spaces, "the" and "and".

    >>> _key("Trinidad & Tobago"), _key("The Bahamas"), _key("Türkiye")
    ('trinidadtobago', 'bahamas', 'turkiye')
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", plain.casefold())
    return "".join(word for word in words if word not in ("the", "and"))


def _codes():
    entries = (entry.strip().split(" ", 1) for entry in _NAMES.replace("\n", ";").split(";") if entry.strip())
    return {_key(name): code for code, names in entries for name in names.split(" | ")}


_CODES = _codes()
_KNOWN = set(_CODES.values())


def country_code(name):
    """The ISO code of a country given by name or code; None where nothing is given or the name is not known.

    >>> country_code("Utd Arab Em"), country_code("KR"), country_code("UK"), country_code("Atlantis")
    ('AE', 'KR', 'GB', None)
    """
    name = (name or "").strip()
    return name if name in _KNOWN else _CODES.get(_key(name))
