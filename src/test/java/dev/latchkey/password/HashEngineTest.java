package dev.latchkey.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.latchkey.bcrypt.ElytronBcrypt;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashEngineTest {

  private static final FairShareKey HERE = new FairShareKey("here.example", List.of("192.0.2.1"));
  private static final FairShareKey ELSEWHERE =
      new FairShareKey("elsewhere.example", List.of("192.0.2.1"));
  private static final int WIDTH = 4;

  private final List<HashEngine> engines = new ArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    engines.forEach(HashEngine::stop);
  }

  @ParameterizedTest
  @EnumSource
  void mixedWork_comesOutAsAnIndependentImplementationHasIt(PasswordConfig.Engine kind) {
    var engine = engine(kind, 2);
    var random = new Random(4);
    var all = new ArrayList<TestWork>();
    for (int i = 0; i < 60; i++) {
      var work = randomWork(random);
      all.add(work);
      engine.submit(work);
      if (i % 7 == 3) {
        work.cancelled = true;
      }
    }

    for (var work : all) {
      if (!work.cancelled) {
        work.finished.orTimeout(60, TimeUnit.SECONDS).join();
        assertThat(work.digest.join())
            .isEqualTo(BCrypt.withDefaults().hashRaw(work.cost(), work.salt(), work.key()).rawHash);
      }
    }
    var last = submit(engine, new TestWork(HERE, 4)); // behind those that were cancelled
    last.finished.join();
    assertThat(engine.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void failureOfACaller_leavesTheThreadAtWork(PasswordConfig.Engine kind) {
    var engine = engine(kind, 1);
    submit(
        engine,
        new TestWork(HERE, 4) {
          @Override
          public void finished() {
            throw new IllegalStateException("gone");
          }
        });

    assertThat(submit(engine, new TestWork(HERE, 4)).finished.join().getName())
        .isEqualTo("latchkey-hash-0");
  }

  @ParameterizedTest
  @EnumSource
  void errorInTheEngine_isAnsweredAndLeavesTheThreadAtWork(PasswordConfig.Engine kind) {
    var engine = engine(kind, 1);
    var broken =
        submit(
            engine,
            new TestWork(HERE, 4) {
              @Override
              public long digested(byte[] result) {
                throw new AssertionError("broken");
              }
            });

    assertThatThrownBy(() -> broken.finished.orTimeout(20, TimeUnit.SECONDS).join())
        .hasCauseInstanceOf(AssertionError.class);
    submit(engine, new TestWork(HERE, 4)).finished.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(engine.waiting()).isZero();
  }

  @Test
  void twoAtOnce_goToTwoThreads() {
    var engine = engine(PasswordConfig.Engine.LANES, 2);
    var one = submit(engine, new TestWork(HERE, 10));
    var other = submit(engine, new TestWork(HERE, 10));

    assertThat(one.finished.join()).isNotEqualTo(other.finished.join());
  }

  @Test
  void moreThanThreads_areStackedOnThem() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var all = Stream.generate(() -> submit(engine, new TestWork(HERE, 10))).limit(WIDTH).toList();

    all.forEach(work -> work.started.join());
    assertThat(all).noneMatch(work -> work.finished.isDone());
    assertThat(engine.working()).isEqualTo(WIDTH);
  }

  /** It comes when every lane is taken and none has hashed yet: only a lane of its own is fast. */
  @Test
  void newcomer_beginsAtOnce_howeverLongAnothersLineIs() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var newcomer = work("newcomer", ELSEWHERE, 4, 0);
    var flood = Stream.generate(() -> work("flood", HERE, 6, 0)).limit(30).toList();
    flood.get(0).whenBegun(() -> flood.subList(1, 30).forEach(engine::submit));
    flood.get(WIDTH - 1).whenBegun(() -> engine.submit(newcomer));

    engine.submit(flood.get(0));

    flood.forEach(HashEngineTest::await); // the lane that stood still went on
    assertThat(ended).hasSize(31).startsWith("newcomer");
  }

  /**
   * All five begin together and cost the same: without a lane that waits they would end together.
   */
  @Test
  void newcomer_endsFirst_becauseTheLanesOfTheOtherStandStillInTurn() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var newcomer = work("newcomer", ELSEWHERE, 6, 0);
    var others = Stream.generate(() -> work("other", HERE, 6, 0)).limit(WIDTH).toList();
    others.get(0).whenBegun(() -> others.subList(1, WIDTH).forEach(engine::submit));
    others.get(WIDTH - 1).whenBegun(() -> engine.submit(newcomer));

    engine.submit(others.get(0));

    others.forEach(HashEngineTest::await);
    assertThat(ended).hasSize(WIDTH + 1).startsWith("newcomer");
  }

  @Test
  void cancelledWork_leavesItsLane() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var long1 = Stream.generate(() -> submit(engine, new TestWork(HERE, 15))).limit(WIDTH).toList();
    long1.forEach(work -> work.started.join());
    long1.forEach(work -> work.cancelled = true);

    submit(engine, new TestWork(HERE, 4)).finished.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(long1).noneMatch(work -> work.finished.isDone() || work.digest.isDone());
  }

  @ParameterizedTest
  @EnumSource
  void stop_finishesWhatIsQueued(PasswordConfig.Engine kind) {
    var engine = engine(kind, 1);
    var all = Stream.generate(() -> submit(engine, new TestWork(HERE, 6))).limit(20).toList();

    engine.stop();

    all.forEach(work -> work.finished.orTimeout(20, TimeUnit.SECONDS).join());
  }

  @ParameterizedTest
  @EnumSource
  void stop_endsTheThreads(PasswordConfig.Engine kind) throws InterruptedException {
    var engine = engine(kind, 2);
    var both = new CountDownLatch(2); // each thread waits for the other, so neither does both
    var first = submit(engine, new TestWork(HERE, 4).whenDigested(() -> meet(both)));
    var second = submit(engine, new TestWork(HERE, 4).whenDigested(() -> meet(both)));
    var threads = List.of(first.finished.join(), second.finished.join());
    assertThat(threads).doesNotHaveDuplicates();

    engine.stop();

    for (var thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(20));
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void workAfterTheStop_isRefusedRatherThanForgotten(PasswordConfig.Engine kind) {
    var engine = engine(kind, 1);
    engine.stop();

    assertThatThrownBy(() -> engine.submit(new TestWork(HERE, 4)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void cancelledWhileItWaits_isNeverBegun() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var busy = Stream.generate(() -> submit(engine, new TestWork(HERE, 15))).limit(WIDTH).toList();
    busy.forEach(work -> work.started.join());
    var waiting = submit(engine, new TestWork(HERE, 15));
    waiting.cancelled = true;
    busy.forEach(work -> work.cancelled = true);

    submit(engine, new TestWork(HERE, 4)).finished.orTimeout(20, TimeUnit.SECONDS).join();
    assertThat(waiting.started.isDone() || waiting.finished.isDone()).isFalse();
    assertThat(engine.waiting()).isZero();
  }

  /** Costs are mixed, so that lanes end and are refilled one by one: narrower kernels run, too. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, LaneEngine.MAX_WIDTH})
  void everyWidth_hashesRight(int width) {
    var engine = new LaneEngine(1, width, new Backlog(10_000));
    engines.add(engine);
    var random = new Random(width);
    var all = new ArrayList<TestWork>();
    for (int i = 0; i < 4 * width; i++) {
      all.add(submit(engine, randomWork(random)));
    }

    for (var work : all) {
      work.finished.orTimeout(60, TimeUnit.SECONDS).join();
      assertThat(work.digest.join())
          .isEqualTo(ElytronBcrypt.digest(work.key(), work.salt(), work.cost()));
    }
    assertThat(engine.lanes()).isEqualTo(width);
  }

  /** Work that comes with the digest, and is short, ends while the decoy work is under way. */
  @ParameterizedTest
  @EnumSource
  void decoy_isDoneBeforeTheAnswer(PasswordConfig.Engine kind) {
    var engine = engine(kind, kind == PasswordConfig.Engine.LANES ? 1 : 2);
    var shortWork = work("short", HERE, 4, 0);
    var toppedUp = work("topped up", HERE, 4, 1 << 13);
    toppedUp.whenDigested(() -> engine.submit(shortWork));

    engine.submit(toppedUp);

    await(toppedUp);
    await(shortWork);
    assertThat(ended).containsExactly("short", "topped up");
    assertThat(toppedUp.digest.join()).isEqualTo(shortWork.digest.join());
  }

  /** Lanes advance together, so that what begins together ends in the order of its iterations. */
  @Test
  void decoy_takesAsManyIterationsAsItIsToTake() {
    var engine = engine(PasswordConfig.Engine.LANES, 1);
    var before = work("of 64", HERE, 6, 0);
    var toppedUp = work("of 16 and 112", HERE, 4, 112);
    var after = work("of 256", HERE, 8, 0);
    toppedUp.whenBegun(() -> List.of(after, before).forEach(engine::submit));

    engine.submit(toppedUp);

    List.of(before, toppedUp, after).forEach(HashEngineTest::await);
    assertThat(ended).containsExactly("of 64", "of 16 and 112", "of 256");
  }

  /** Work that writes its name down when it ends. */
  private TestWork work(String name, FairShareKey owner, int cost, long decoy) {
    return new TestWork(owner, new byte[] {'x'}, new byte[16], cost, decoy)
        .whenFinished(() -> ended.add(name));
  }

  private static void meet(CountDownLatch all) {
    all.countDown();
    try {
      assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(TestWork work) {
    work.finished.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static TestWork randomWork(Random random) {
    var key = new byte[random.nextInt(73)];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (1 + random.nextInt(255));
    }
    var salt = new byte[16];
    random.nextBytes(salt);
    var owner = random.nextInt(4) == 0 ? ELSEWHERE : HERE;
    return new TestWork(owner, key, salt, 4 + random.nextInt(4), 16 * random.nextInt(4));
  }

  private static TestWork submit(HashEngine engine, TestWork work) {
    engine.submit(work);
    return work;
  }

  private HashEngine engine(PasswordConfig.Engine kind, int threads) {
    var backlog = new Backlog(10_000);
    var engine =
        switch (kind) {
          case LANES -> new LaneEngine(threads, WIDTH, backlog);
          case ELYTRON -> new ElytronEngine(threads, backlog);
        };
    engines.add(engine);
    return engine;
  }
}
