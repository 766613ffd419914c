"""What is in a file? Text of any dialect and workbooks as one table of text, every record with its number in the file.

Nothing is asked of the user: encoding, delimiter, quoting, line ends and the header row follow from the content.
"""

from .archive import unpacked
from .records import Fault, Opened, header_of, load_records, open_records
from .text import quoted
from .workbook import is_workbook

__all__ = ["Fault", "Opened", "header_of", "is_workbook", "load_records", "open_records", "quoted",
           "unpacked"]
