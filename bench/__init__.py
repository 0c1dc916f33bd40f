"""Speed and memory of Greenroom, beside peers that read the same texts. Run by hand (`make bench`), never by the tests."""
