"""What is known about head units: families with claims, sources and confidence, and the catalogue that loads them."""

from headunit.facts.catalogue import Catalogue, load_catalogue
from headunit.facts.records import BlaupunktType, Brand, FamilyHead, Route, Source, Unsolved

__all__ = [
    "BlaupunktType",
    "Brand",
    "Catalogue",
    "FamilyHead",
    "Route",
    "Source",
    "Unsolved",
    "load_catalogue",
]
