package dev.fairlead.node.config;

import java.nio.file.Path;

/** An account that trades: its keystore (Web3 secret storage) and the file with its password. */
public record AccountConfig(Path keystore, Path passwordFile) {}
