"""Streams of documents, one kind a module: what is asked, and which documents the answers hold.

sec                 a company's filings, and the results release among them
federal_register    rules and notices of an agency, and what is up for public inspection
feed                RSS, Atom and JSON Feed
"""
