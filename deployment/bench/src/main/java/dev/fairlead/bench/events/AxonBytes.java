package dev.fairlead.bench.events;

import org.axonframework.serialization.ChainingConverter;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;

/** Hands bytes on as they are, and writes no metadata: the least that Axon can be asked to do. */
final class AxonBytes implements Serializer {
  private static final byte[] NOTHING = {};
  private static final SerializedType TYPE = new SimpleSerializedType("bytes", null);

  private final Converter converter = new ChainingConverter();

  @Override
  public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> wanted) {
    byte[] bytes = object instanceof byte[] payload ? payload : NOTHING;
    return new SimpleSerializedObject<>(wanted.cast(bytes), wanted, TYPE);
  }

  @Override
  public <T> boolean canSerializeTo(Class<T> wanted) {
    return wanted == byte[].class;
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <S, T> T deserialize(SerializedObject<S> object) {
    throw new UnsupportedOperationException("nothing is read back");
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class classForType(SerializedType type) {
    return byte[].class;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public SerializedType typeForClass(@Nullable Class type) {
    return TYPE;
  }

  @Override
  public Converter getConverter() {
    return converter;
  }
}
