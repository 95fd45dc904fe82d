package dev.gater.log.kill;

import dev.gater.HistoryPage;
import dev.gater.HistoryQuery;
import dev.gater.Message;
import dev.gater.PubSub;
import dev.gater.TopicPattern;
import dev.gater.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Reads an instance's history in each of the ways there are, which are to agree. */
record Finding<E extends Event>(PubSub<E> instance, Voice voice) {

  List<Message<E>> all() {
    return read(HistoryQuery.of("*"));
  }

  private List<Message<E>> read(HistoryQuery first) {
    List<Message<E>> read = new ArrayList<>();
    HistoryQuery query = first.limit(1000);
    while (query != null) {
      HistoryPage<E> page = instance.history(query);
      read.addAll(page.messages());
      query = page.next();
    }
    return read;
  }

  /** Backward, and by each topic. */
  void compare(List<Message<E>> all) {
    same("backward", all.reversed(), read(HistoryQuery.of("*").newestFirst()));
    for (int i = 0; i < Scene.TOPICS; i++) {
      TopicPattern pattern = TopicPattern.parse("t:" + i);
      List<Message<E>> expected =
          all.stream().filter(message -> message.topic().equals(pattern.toString())).toList();
      same(pattern.toString(), expected, read(HistoryQuery.of(pattern)));
    }
  }

  private void same(String how, List<Message<E>> expected, List<Message<E>> read) {
    List<Long> wanted = expected.stream().map(Message::sequence).toList();
    List<Long> given = read.stream().map(Message::sequence).toList();
    if (!wanted.equals(given)) {
      List<Long> missing = new ArrayList<>(wanted);
      missing.removeAll(given);
      voice.fault(
          instance.name(),
          "read %s there are %d messages, not %d: missing %s",
          how,
          given.size(),
          wanted.size(),
          missing);
    }
  }
}
