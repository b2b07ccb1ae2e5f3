import Dispatch
import Synchronization

/// What an asynchronous call gives, waited for: libFuzzer calls back synchronously.
package func waited<Value: Sendable>(_ call: @escaping @Sendable () async -> Value) -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        let value = await call()
        box.value.withLock { $0 = value }
        done.signal()
    }
    done.wait()
    guard let value = box.value.withLock({ $0 }) else { fatalError("the call gave nothing") }
    return value
}

private final class Box<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
