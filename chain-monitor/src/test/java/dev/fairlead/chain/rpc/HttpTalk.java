package dev.fairlead.chain.rpc;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's side of HTTP/1.1 on one socket. */
final class HttpTalk {
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern PARAM = Pattern.compile("\"params\":\\[\"(0x[0-9a-f]+)\"");

  private final InputStream in;
  private final OutputStream out;

  HttpTalk(Socket socket) throws IOException {
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  record Request(String line, Map<String, String> headers, String body) {
    /** The id of its only JSON-RPC request. */
    long id() {
      return idOf(body);
    }

    boolean isGreeting() {
      return body.contains("eth_chainId");
    }
  }

  static long idOf(String body) {
    Matcher matcher = ID.matcher(body);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no id in " + body);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** The response that gives a request's first parameter back. */
  static String echo(String body) {
    Matcher matcher = PARAM.matcher(body);
    return result(idOf(body), matcher.find() ? "\"" + matcher.group(1) + "\"" : "\"0x1\"");
  }

  static String result(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  Request read() throws IOException {
    String line = line();
    Map<String, String> headers = new HashMap<>();
    for (String header = line(); !header.isEmpty(); header = line()) {
      String[] parts = header.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    return new Request(line, headers, new String(body, StandardCharsets.UTF_8));
  }

  void answer(String body) throws IOException {
    answer("200 OK", "", body);
  }

  void answer(String status, String headers, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    write(
        "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + content.length + "\r\n\r\n");
    out.write(content);
    out.flush();
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Answers the greeting of a new connection. */
  void greet() throws IOException {
    Request greeting = read();
    if (!greeting.isGreeting()) {
      throw new IllegalStateException("not a greeting: " + greeting.body());
    }
    answer(result(greeting.id(), "\"0x1\""));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
