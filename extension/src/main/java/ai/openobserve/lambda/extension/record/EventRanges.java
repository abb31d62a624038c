package ai.openobserve.lambda.extension.record;

import ai.openobserve.lambda.extension.json.JsonScanner;
import ai.openobserve.lambda.extension.json.Members;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where the parts of one telemetry event are in the body: byte ranges, quotes included, so that
/// they can be copied unchanged. One instance is reused for all events of a body.
public final class EventRanges {
  private static final int USUAL_OTHER_MEMBERS = 4;

  private static final byte[] TIME = quoted("time");
  private static final byte[] TYPE = quoted("type");
  private static final byte[] RECORD = quoted("record");
  private static final byte[] REQUEST_ID = quoted("requestId");
  private static final byte[] AWS_REQUEST_ID = quoted("AWSRequestId");
  private static final byte[] STATUS = quoted("status");
  private static final byte[] SUCCESS = quoted("success");
  private static final byte[] DROPPED_RECORDS = quoted("droppedRecords");

  public final Range time = new Range();
  public final Range type = new Range();
  public final Range record = new Range();

  /// The record's own request id: `requestId`, or `AWSRequestId` as some runtimes write it.
  public final Range requestId = new Range();

  public final Range droppedRecords = new Range();

  /// The outcome that a platform event reports.
  final Range status = new Range();

  Member[] otherMembers = new Member[0];
  int others;

  private final JsonScanner json;
  private final Members members;
  private final Members recordMembers;

  /// Names, in quotes, of members that we write ourselves: they must not occur twice.
  private final byte[][] ours;

  private int membersInRecord;

  /// @param ours names, in quotes, of members that are left out
  public EventRanges(JsonScanner json, byte[][] ours) {
    this.json = json;
    this.ours = ours;
    this.members = new Members(json);
    this.recordMembers = new Members(json);
  }

  /// Reads the event that begins at this position. An element that is not an object becomes the
  /// record unchanged.
  ///
  /// @return the position after it, or [JsonScanner#NONE] if it is not JSON
  public int read(int from) {
    clear();
    if (!json.has(from, '{')) {
      record.set(from, json.value(from));
      return record.end;
    }
    members.of(from);
    while (members.next()) {
      if (members.isNamed(RECORD)) {
        readRecord();
      } else if (members.skip()) {
        keepMember();
      }
    }
    return members.end();
  }

  private void keepMember() {
    if (members.isNamed(TIME)) {
      time.set(members.valueStart, members.valueEnd);
    } else if (members.isNamed(TYPE)) {
      type.set(members.valueStart, members.valueEnd);
    } else if (!isOurs()) {
      readOther();
    }
  }

  private boolean isOurs() {
    for (byte[] name : ours) {
      if (members.isNamed(name)) {
        return true;
      }
    }
    return false;
  }

  private void clear() {
    time.clear();
    type.clear();
    record.clear();
    requestId.clear();
    droppedRecords.clear();
    status.clear();
    others = 0;
  }

  private void readOther() {
    if (others == otherMembers.length) {
      growOtherMembers();
    }
    Member member = otherMembers[others++];
    member.nameStart = members.nameStart;
    member.nameEnd = members.nameEnd;
    member.valueStart = members.valueStart;
    member.valueEnd = members.valueEnd;
  }

  private void growOtherMembers() {
    otherMembers = Arrays.copyOf(otherMembers, Math.max(USUAL_OTHER_MEMBERS, others * 2));
    for (int i = others; i < otherMembers.length; i++) {
      otherMembers[i] = new Member();
    }
  }

  private void readRecord() {
    requestId.clear();
    droppedRecords.clear();
    status.clear();
    if (members.valueIs('{')) {
      members.endAt(readRecordMembers(members.valueStart));
    } else {
      members.skip();
    }
    record.set(members.valueStart, members.valueEnd);
  }

  private int readRecordMembers(int from) {
    int before = json.members();
    recordMembers.of(from);
    while (recordMembers.next()) {
      if (recordMembers.skip() && recordMembers.valueIs('"')) {
        readText();
      } else if (recordMembers.isNamed(DROPPED_RECORDS)) {
        droppedRecords.set(recordMembers.valueStart, recordMembers.valueEnd);
      }
    }
    membersInRecord = json.members() - before;
    return recordMembers.end();
  }

  private void readText() {
    if (recordMembers.isNamed(REQUEST_ID)
        || (requestId.isEmpty() && recordMembers.isNamed(AWS_REQUEST_ID))) {
      requestId.set(recordMembers.valueStart, recordMembers.valueEnd);
    } else if (recordMembers.isNamed(STATUS)) {
      status.set(recordMembers.valueStart, recordMembers.valueEnd);
    }
  }

  /// Number of members in a record that is an object, including those of all objects in it.
  int membersInRecord() {
    return membersInRecord;
  }

  public boolean typeIs(byte[] quotedName) {
    return json.matches(type.start, type.end, quotedName);
  }

  public boolean typeStartsWith(byte[] quotedPrefix) {
    return json.startsWith(type.start, type.end, quotedPrefix);
  }

  /// Whether the platform reports a failure.
  public boolean hasFailed() {
    return !status.isEmpty() && !json.matches(status.start, status.end, SUCCESS);
  }

  /// Whether the request id is this one, given in quotes.
  public boolean requestIdIs(byte[] quotedId) {
    return json.matches(requestId.start, requestId.end, quotedId);
  }

  /// The request id as text, empty if there is none.
  public String requestIdText() {
    return text(requestId);
  }

  /// The event's time as text, empty if it has none.
  public String timeText() {
    return text(time);
  }

  private String text(Range quoted) {
    return quoted.isEmpty()
        ? ""
        : new String(
            json.bytes, quoted.start + 1, quoted.end - quoted.start - 2, StandardCharsets.UTF_8);
  }

  public static byte[] quoted(String name) {
    return ("\"" + name + "\"").getBytes(StandardCharsets.US_ASCII);
  }

  /// A member of the event that is unknown to us.
  static final class Member {
    int nameStart;
    int nameEnd;
    int valueStart;
    int valueEnd;
  }

  /// From `start`, inclusive, to `end`, exclusive; empty if the event does not have this part.
  public static final class Range {
    public int start;
    public int end;

    public boolean isEmpty() {
      return end == start;
    }

    public byte[] copy(byte[] body) {
      return Arrays.copyOfRange(body, start, end);
    }

    void clear() {
      set(0, 0);
    }

    void set(int from, int to) {
      start = from;
      end = to;
    }
  }
}
