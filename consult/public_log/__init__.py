"""The append-only record of public acts: anyone reads it, proves it, and keeps a copy; nobody changes it.

Each act is a leaf of a Merkle tree (RFC 9162), written in the same transaction as the act itself. A leaf holds no
personal text. Only services write here, through `service.record`.
"""
