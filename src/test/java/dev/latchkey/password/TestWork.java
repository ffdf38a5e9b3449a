package dev.latchkey.password;

import java.util.concurrent.CompletableFuture;

/** Work that a test submits to an engine: what happens to it can be awaited. */
class TestWork implements HashWork {

  final CompletableFuture<Thread> started = new CompletableFuture<>();
  final CompletableFuture<byte[]> digest = new CompletableFuture<>();
  final CompletableFuture<Thread> finished = new CompletableFuture<>();
  volatile boolean cancelled;

  private volatile Runnable whenBegun = () -> {};
  private volatile Runnable whenDigested = () -> {};
  private volatile Runnable whenFinished = () -> {};

  private final FairShareKey share;
  private final byte[] key;
  private final byte[] salt;
  private final int cost;
  private final long decoy;

  TestWork(FairShareKey share, int cost) {
    this(share, new byte[] {'x'}, new byte[16], cost, 0);
  }

  TestWork(FairShareKey share, byte[] key, byte[] salt, int cost, long decoy) {
    this.share = share;
    this.key = key;
    this.salt = salt;
    this.cost = cost;
    this.decoy = decoy;
  }

  /** What the engine's thread does as soon as this work begins, before it hashes. */
  TestWork whenBegun(Runnable action) {
    whenBegun = action;
    return this;
  }

  /** What the engine's thread does between the digest and the decoy work. */
  TestWork whenDigested(Runnable action) {
    whenDigested = action;
    return this;
  }

  /** What the engine's thread does with the answer. */
  TestWork whenFinished(Runnable action) {
    whenFinished = action;
    return this;
  }

  @Override
  public byte[] key() {
    return key;
  }

  @Override
  public byte[] salt() {
    return salt;
  }

  @Override
  public FairShareKey share() {
    return share;
  }

  @Override
  public int cost() {
    return cost;
  }

  @Override
  public boolean begin() {
    if (cancelled || !started.complete(Thread.currentThread())) {
      return false;
    }
    whenBegun.run();
    return true;
  }

  @Override
  public long digested(byte[] result) {
    digest.complete(result);
    whenDigested.run();
    return decoy;
  }

  @Override
  public void finished() {
    whenFinished.run();
    finished.complete(Thread.currentThread());
  }

  @Override
  public void failed(Throwable failure) {
    finished.completeExceptionally(failure);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }
}
