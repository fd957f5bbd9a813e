import CFathomProto
public import Fathom

/// Writes frame headers, for publishers and tests. Belongs to one thread.
public final class FrameEncoder {
    private let arena: Arena

    public init() {
        arena = Arena()
    }

    /// Replaces `buffer` by the header of `frame`: part 1 of the message. Planes name their parts themselves.
    ///
    /// - Throws: `Rejection` when a text holds a NUL or the header would be longer than receivers accept.
    public func encode(_ frame: Frame, into buffer: inout [UInt8]) throws(Rejection) {
        arena.rewind()
        pack(try arena.message(from: frame), into: &buffer)
        guard buffer.count <= FrameDecoder.maxHeaderBytes else {
            throw Rejection(
                "header", expected: "at most \(FrameDecoder.maxHeaderBytes) bytes", found: "\(buffer.count)")
        }
    }
}

extension Arena {
    fileprivate func message(from frame: Frame) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__FrameHeader> {
        let message = try make(fathom__v1__frame_header__init)
        message.pointee.stream = try string(frame.stream, field: "stream")
        message.pointee.publisher_epoch = frame.publisherEpoch
        message.pointee.episode = try string(frame.episode, field: "episode")
        message.pointee.has_step = frame.step == nil ? 0 : 1
        message.pointee.step = frame.step ?? 0
        message.pointee.sequence = frame.sequence
        message.pointee.capture_time_ns = frame.captureTimeNanoseconds
        message.pointee.clock = Fathom__V1__Clock(rawValue: frame.clock.wireNumber)
        if let camera = frame.camera { message.pointee.camera = try self.message(from: camera) }
        message.pointee.n_planes = frame.planes.count
        message.pointee.planes = try messages(frame.planes, self.message(from:))
        message.pointee.n_poses = frame.poses.count
        message.pointee.poses = try messages(frame.poses, self.message(from:))
        message.pointee.n_labels = frame.labels.count
        message.pointee.labels = try messages(frame.labels, self.message(from:))
        message.pointee.n_regions = frame.regions.count
        message.pointee.regions = try messages(frame.regions, self.message(from:))
        message.pointee.n_scalars = frame.scalars.count
        message.pointee.scalars = try messages(frame.scalars, self.message(from:))
        message.pointee.has_terminated = frame.isTerminated ? 1 : 0
        message.pointee.terminated = frame.isTerminated ? 1 : 0
        message.pointee.has_truncated = frame.isTruncated ? 1 : 0
        message.pointee.truncated = frame.isTruncated ? 1 : 0
        return message
    }

    private func message(from plane: Plane) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__Plane> {
        guard !plane.isRedBlueSwapped else {
            throw Rejection("planes.encoding", expected: "red and blue in their places", found: "swapped")
        }
        let message = try make(fathom__v1__plane__init)
        message.pointee.kind = Fathom__V1__PlaneKind(rawValue: plane.kind.wireNumber)
        message.pointee.encoding = Fathom__V1__Encoding(rawValue: plane.encoding.wireNumber)
        message.pointee.width = UInt32(clamping: plane.width)
        message.pointee.height = UInt32(clamping: plane.height)
        message.pointee.has_row_step = plane.rowStep == 0 ? 0 : 1
        message.pointee.row_step = UInt32(clamping: plane.rowStep)
        message.pointee.part = UInt32(clamping: plane.part)
        message.pointee.has_compression = plane.compression == .none ? 0 : 1
        message.pointee.compression = Fathom__V1__Compression(rawValue: plane.compression.wireNumber)
        message.pointee.has_metres_per_count = plane.metersPerCount == 0.001 ? 0 : 1
        message.pointee.metres_per_count = plane.metersPerCount
        message.pointee.has_radial = plane.isRadial ? 1 : 0
        message.pointee.radial = plane.isRadial ? 1 : 0
        return message
    }

    private func message(from pose: NamedPose) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__NamedPose> {
        let message = try make(fathom__v1__named_pose__init)
        message.pointee.name = try string(pose.name, field: "poses.name")
        message.pointee.world_from_entity = try self.message(from: pose.worldFromEntity)
        return message
    }

    private func message(from label: LabelName) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__LabelName> {
        let message = try make(fathom__v1__label_name__init)
        message.pointee.value = label.value
        message.pointee.name = try string(label.name, field: "labels.name")
        return message
    }

    private func message(from scalar: NamedScalar) throws(Rejection) -> UnsafeMutablePointer<Fathom__V1__NamedScalar> {
        let message = try make(fathom__v1__named_scalar__init)
        message.pointee.name = try string(scalar.name, field: "scalars.name")
        message.pointee.value = scalar.value
        return message
    }
}
