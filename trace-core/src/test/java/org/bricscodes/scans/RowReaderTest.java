package org.bricscodes.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "urn:operator", "Чай", "茶 & tea", "a\u0000b", "𝄞"})
  void text_readsAsAStreamWroteIt(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(-7);
    out.writeUTF(text);
    out.writeLong(Long.MIN_VALUE);
    out.writeUTF("end");
    out.writeShort(-300);
    out.writeBoolean(true);
    out.writeInt(70_000);

    RowReader in = new RowReader(bytes.toByteArray());

    assertThat(in.readByte()).isEqualTo((byte) -7);
    assertThat(in.readUTF()).isEqualTo(text);
    assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(in.readUTF()).isEqualTo("end");
    assertThat(in.readShort()).isEqualTo((short) -300);
    assertThat(in.readBoolean()).isTrue();
    assertThat(in.readInt()).isEqualTo(70_000);
  }

  @Test
  void rowThatEndsTooEarly_isRefused() {
    assertThatThrownBy(() -> new RowReader(new byte[] {0, 5, 'a'}).readUTF())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RowReader(new byte[3]).readInt())
        .isInstanceOf(BufferUnderflowException.class);
  }
}
