"""World manufacturer identifiers of the brands that Headunit speaks of (ISO 3780, public WMI lists).

Not a register: a WMI that is missing here is not known, which says nothing against the VIN. 1C4 is shared by Chrysler's
brands and NM4, KL1 and others by several badges; the table gives the commonest.
"""

from __future__ import annotations

__all__ = ["WMI_BRANDS"]

_BY_BRAND: dict[str, str] = {
    "Nissan": "1N4 1N6 3N1 3N6 5N1 6F4 JN1 JN6 JN8 MDH SJN VNV VSK VWA Z8N",
    "Infiniti": "5N3 JNK JNR",
    "Renault": "93Y KNM VF1 VF2 VF6 VN1 VSY X7L",
    "Dacia": "UU1",
    "Ford": "1FA 1FM 1FT 2FM 3FA 6FP NM0 SFA UNJ VS6 WF0",
    "Fiat": "9BD NM4 ZFA ZFC",
    "Alfa Romeo": "ZAR",
    "Lancia": "ZLA",
    "Opel": "SED VSX W0L W0V",
    "Volkswagen": "1VW 3VW 9BW AAV VWV WV1 WV2 WV3 WVW XW8",
    "Audi": "TRU WA1 WAU WUA",
    "Škoda": "TMB",
    "SEAT": "VSS",
    "Porsche": "WP0 WP1",
    "BMW": "4US 5UX WBA WBS WBX WBY",
    "MINI": "WMW",
    "Mercedes-Benz": "4JG 55S VSA W1K W1N W1V WDB WDC WDD WDF WMX",
    "smart": "WME",
    "Volvo": "YV1 YV2 YV4",
    "Saab": "YS3",
    "Honda": "1HG 2HG 2HK 3HG 5FN 5J6 JHL JHM NLA SHH SHS",
    "Acura": "19U 2HN 5J8 JH4",
    "Toyota": "1NX 2T1 4T1 4T3 5TD JT1 JT2 JT3 JT4 JTB JTD JTE JTM JTN NMT SB1 VNK",
    "Lexus": "2T2 JT6 JT8 JTH JTJ",
    "Mazda": "1YV 4F2 JM1 JM3 JM7 JMZ",
    "Mitsubishi": "4A3 JA3 JA4 JMB JMY XMC",
    "Subaru": "4S3 4S4 JF1 JF2",
    "Suzuki": "JS2 JS3 JSA TSM",
    "Hyundai": "5NP KMH MAL NLH TMA",
    "Kia": "KNA KND KNE U5Y U6Y",
    "Peugeot": "VF3 VR3",
    "Citroën": "VF7 VR7",
    "DS": "VR1",
    "Chrysler": "1C3 1C4 2C3 3C3",
    "Dodge": "1B3 1D3 1D7 1D8 2B3 2D4 3B3",
    "Jeep": "1C8 1J4 1J8",
    "Chevrolet": "1G1 1GC 2G1 3G1 KL1",
    "Pontiac": "1G2 2G2 3G2",
    "Saturn": "1G8 5GZ",
    "Cadillac": "1G6",
    "Buick": "1G4 2G4",
    "GMC": "1GK 1GT",
    "Jaguar": "SAJ",
    "Land Rover": "SAL",
    "Rover": "SAR",
    "MG": "SDP",
}

WMI_BRANDS: dict[str, str] = {wmi: brand for brand, wmis in _BY_BRAND.items() for wmi in wmis.split()}
"""WMI (three characters) → brand."""
