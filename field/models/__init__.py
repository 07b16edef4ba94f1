"""Tables of the offline field work."""

from field.models.device import Device, DeviceFault
from field.models.exchange import Command
from field.models.outing import Blueprint, Checkout
from field.models.upload import Signature, SignedText, Upload

__all__ = [
    "Blueprint",
    "Checkout",
    "Command",
    "Device",
    "DeviceFault",
    "Signature",
    "SignedText",
    "Upload",
]
