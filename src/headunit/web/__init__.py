"""The local web app: the recovery in a browser, with a live front panel of the radio; needs the extra ``web``."""
