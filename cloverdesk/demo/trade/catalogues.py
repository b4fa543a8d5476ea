"""Which catalogue belongs to which of the stores."""

from collections.abc import Mapping

from cloverdesk.demo.trade.catalogue import Catalogue
from cloverdesk.demo.trade.catalogue_ca import CA
from cloverdesk.demo.trade.catalogue_us import US

CATALOGUES: Mapping[str, Catalogue] = {"us": US, "ca": CA}
"""By `Merchant.kind`."""
