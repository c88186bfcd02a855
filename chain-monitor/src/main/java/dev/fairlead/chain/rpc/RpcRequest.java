package dev.fairlead.chain.rpc;

import dev.fairlead.chain.json.JsonReader;

/**
 * A call of one method.
 *
 * @param params a JSON array
 * @param reader reads the result straight from the answer's bytes
 */
public record RpcRequest<T>(String method, String params, JsonReader<T> reader) {}
