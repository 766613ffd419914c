"""By which routes do the large firms of a cluster get their core technology?"""
