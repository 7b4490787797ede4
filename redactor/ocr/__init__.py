"""PaddleOCR behind ``OcrEngine``: text of a page image with one quad a character.

``engine`` reads a page, ``paddle`` holds the models, ``strips`` straightens lines and maps
back, ``ctc`` decodes, ``edges`` places characters on the ink, ``stacked`` reads vertical text,
``layout`` orders lines, ``tiles`` finds small print on large pages, ``spotting`` looks for
known values in the recogniser's probabilities.
"""
