"""Patents that a firm of the study bought together with their owner: counted apart, never as the cluster's output."""

from ..schemas import CONTRACTS, check
from ..tables import database


def acquired_stock(patents, applicant_groups):
    """One row per patent family and firm that later bought an applicant of it.

    Parameters
    ----------
    patents : table of `sources`; applicant_groups : table of `organisations`, whose later_firm_id names the buyer.

    Returns
    -------
    DataFrame with the contract `acquired_stock`; a family that the firm filed itself, too, is not among them.
    """
    with database(patents=patents, applicant_groups=applicant_groups) as connection:
        stock = connection.sql("""
            WITH members AS (
                SELECT patent_id, filing_date, kind,
                       first_value(patent_id) OVER (PARTITION BY family_id ORDER BY filing_date, patent_id) AS unit_id
                FROM patents WHERE filing_date IS NOT NULL AND patent_id IN (SELECT patent_id FROM applicant_groups)),
            parties AS (SELECT * FROM members JOIN applicant_groups USING (patent_id))
            SELECT p.unit_id, p.later_firm_id AS firm_id, min(p.organisation_id) AS organisation_id,
                   min(p.filing_date) AS date, bool_or(p.kind = 'invention') AS is_invention
            FROM parties p WHERE p.later_firm_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM parties q WHERE q.unit_id = p.unit_id AND q.firm_id = p.later_firm_id)
            GROUP BY ALL ORDER BY ALL""").df()
    return check(stock, CONTRACTS["acquired_stock"])
