"""The words of the rules in Chinese, and the headings of an explanation in both languages."""
HEADINGS = {}
def condition(text, language): return text
def reason(rule, fields): return rule
