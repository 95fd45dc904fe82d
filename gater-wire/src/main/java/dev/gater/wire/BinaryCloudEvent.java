package dev.gater.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A CloudEvent in the binary mode of HTTP: its attributes as headers, its data as the body. */
public final class BinaryCloudEvent {
  private final Map<String, String> headers;
  private final byte[] body;

  BinaryCloudEvent(Map<String, String> headers, byte[] body) {
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
  }

  /** {@code content-type} and the {@code ce-} headers, in lower case, ready to be sent. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The data; the caller's own. */
  public byte[] body() {
    return body.clone();
  }
}
