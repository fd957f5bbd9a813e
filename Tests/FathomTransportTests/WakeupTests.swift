import FathomTransport
import Foundation
import Testing

@Suite struct WakeupTests {
    @Test("A wake from another thread ends the poll; many wakes are one")
    func wakes() throws {
        let wakeup = try Wakeup(ZMQContext())
        let receiver = try wakeup.makeReceiver()
        let poller = Poller([receiver])
        #expect(try poller.wait(milliseconds: 0) == 0)
        let thread = Thread { for _ in 0..<1000 { try? wakeup.wake() } }
        thread.start()
        #expect(try poller.wait(milliseconds: patience) == 1)
        #expect(poller.isReadable(0))
        while !thread.isFinished { try receiver.drain() }
        try receiver.drain()
        #expect(try poller.wait(milliseconds: 0) == 0)
    }

    @Test("A wake before the lane has made its end is not lost")
    func early() throws {
        let wakeup = try Wakeup(ZMQContext())
        try wakeup.wake()
        #expect(try Poller([try wakeup.makeReceiver()]).wait(milliseconds: patience) == 1)
    }
}
