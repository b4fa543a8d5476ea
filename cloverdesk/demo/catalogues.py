"""Which catalogue belongs to which of the stores."""

from collections.abc import Mapping

from cloverdesk.demo.catalogue import Catalogue
from cloverdesk.demo.catalogue_ca import CA
from cloverdesk.demo.catalogue_us import US

CATALOGUES: Mapping[str, Catalogue] = {"us": US, "ca": CA}
"""By `Merchant.kind`."""
