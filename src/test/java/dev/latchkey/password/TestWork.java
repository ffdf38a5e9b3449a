package dev.latchkey.password;

import java.util.concurrent.CompletableFuture;

/** Work that a test submits to an engine: what happens to it can be awaited. */
class TestWork implements HashWork {

  final CompletableFuture<Thread> started = new CompletableFuture<>();
  final CompletableFuture<byte[]> digest = new CompletableFuture<>();
  final CompletableFuture<Thread> finished = new CompletableFuture<>();
  volatile boolean cancelled;

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
    return !cancelled && started.complete(Thread.currentThread());
  }

  @Override
  public long digested(byte[] result) {
    digest.complete(result);
    return decoy;
  }

  @Override
  public void finished() {
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
