"""What is in a file? Text of any dialect and workbooks as one table of text, every record with its number in the file.

Nothing is asked of the user: encoding, delimiter, quoting, line ends and the header row follow from the content.
"""

from .archive import unpacked
from .folder import file_in, headers_in, size_in
from .records import Fault, Opened, encoding_doubt, header_of, load_records, open_records
from .text import quoted
from .workbook import is_workbook

__all__ = ["Fault", "Opened", "encoding_doubt", "file_in", "header_of", "headers_in", "is_workbook", "load_records",
           "open_records", "quoted", "size_in", "unpacked"]
